import type { WindowApp } from '../../src/app/actions/verb/window.ts';
import type { App } from '../../src/app/app.ts';
import type { DefinitionDocument } from '../../src/app/definitions/definitionDocument.ts';
import type { Draft } from '../../src/app/definitions/draft.ts';
import type { DefinitionFinding } from '../../src/core/diagnosis/lint/finding.ts';

/** A definition in an editor that only remembers. Its draft is undefined for a user's own file. */
export class FakeDocument implements DefinitionDocument {
  text: string;
  readonly draft: Draft | undefined;
  readonly isOfTask: boolean;
  readonly options = { apiVersion: '', rules: {} };
  selected = '';
  /** Titles of what the document was compared with. */
  readonly compared: string[] = [];
  readonly errors: string[] = [];
  isClosed = false;
  /** Findings that are marked. */
  marked: readonly DefinitionFinding[] = [];

  constructor(content: unknown, { draft, isOfTask = false }: { draft?: Draft; isOfTask?: boolean } = {}) {
    this.text = typeof content === 'string' ? content : JSON.stringify(content, undefined, 2);
    this.draft = draft;
    this.isOfTask = isOfTask;
  }

  async select(offset: number, length: number): Promise<number> {
    this.selected = this.text.slice(offset, offset + length);
    return this.text.slice(0, offset).split('\n').length;
  }

  async replace(text: string): Promise<void> {
    this.text = text;
  }

  markError(message: string): void {
    this.errors.push(message);
  }

  mark(findings: readonly DefinitionFinding[]): void {
    this.marked = findings;
  }

  async showChanges(): Promise<void> {
    this.compared.push('changes');
  }

  async compare(_there: unknown, title: string): Promise<void> {
    this.compared.push(title);
  }

  async close(): Promise<void> {
    this.isClosed = true;
  }
}

/** An application with editors that only remember: the last definition that was opened is the active one. */
export function withEditors(app: App) {
  /** Texts that were shown while a question was open. */
  const shown: string[] = [];
  let active: FakeDocument | undefined;
  const editors: Pick<WindowApp, 'definitions' | 'whileShown'> = {
    definitions: {
      find: async (given) => (given === undefined ? active : given instanceof FakeDocument ? given : undefined),
      async open(_name, text, draft) {
        active = new FakeDocument(text, { draft });
        return active;
      },
    },
    whileShown(_name, text, ask) {
      shown.push(text);
      return ask();
    },
  };
  return { shown, editors, window: { ...app, ...editors } as WindowApp, findActive: () => active };
}
