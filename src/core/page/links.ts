import type { CodeFrame, CommitPlace } from '../diagnosis/explanation/explanation.ts';
import type { NodeFileResource, TaskFileResource } from '../model/resource.ts';
import type { DocumentTarget } from '../places/documentPath.ts';
import { splitCode } from '../text/codeMarks.ts';
import { toVisible } from '../text/escape.ts';
import { redactText } from '../text/redact.ts';
import type { Button, Page, Span } from './page.ts';

/** A line quoted from a log, numbered like `LogLine`. */
export interface LineOfLog {
  readonly number: number;
  readonly text: string;
}

/** Target of a link on a page. */
export type PageTarget =
  /**
   * The action or look at this index of its list. The title ensures that an outdated page doesn't run another action
   * that moved to the index.
   */
  | { readonly kind: 'action' | 'look'; readonly index: number; readonly title: string }
  | { readonly kind: 'command'; readonly command: string; readonly arguments: readonly unknown[] }
  | { readonly kind: 'document'; readonly document: DocumentTarget }
  | { readonly kind: 'property'; readonly path: readonly (string | number)[] }
  | { readonly kind: 'file'; readonly file: NodeFileResource | TaskFileResource; readonly line?: LineOfLog }
  | { readonly kind: 'source'; readonly frame: CodeFrame }
  | ({ readonly kind: 'commit' } & CommitPlace);

/** A page with the targets of its links. */
export interface LinkedPage {
  readonly page: Page;
  readonly links: ReadonlyMap<string, PageTarget>;
}

/** The links of one page, with names that stay the same when the page is rebuilt. */
export class Links {
  readonly #targets = new Map<string, PageTarget>();

  get targets(): ReadonlyMap<string, PageTarget> {
    return this.#targets;
  }

  /** Names a link after its target. */
  add(target: PageTarget): string {
    const link = JSON.stringify(target);
    this.#targets.set(link, target);
    return link;
  }

  toButton(title: string, target: PageTarget): Button {
    return { link: this.add(target), title };
  }
}

/** Splits a sentence into spans: text between backticks, as in this extension's own sentences, becomes code. */
export function toSpans(text: string): readonly Span[] {
  return splitCode(redactText(text))
    .map((part, index) =>
      index % 2 === 1 ? { text: toVisible(part), isCode: true } : { text: toVisible(part.replaceAll('\t', ' ')) },
    )
    .filter((span) => span.text !== '');
}

/** Returns text as a page shows it: on one line, without secrets, and with invisible characters made visible. */
export function toPlain(text: string): string {
  return toVisible(redactText(text).replaceAll('\t', ' '));
}
