import { homedir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Draft } from '../../app/definitions/draft.ts';
import type { JsonPath } from '../../core/definitions/definitionEdits.ts';
import type { Fix } from '../../core/diagnosis/explanation/explanation.ts';
import { toShortVisible } from '../../core/text/escape.ts';
import { loadDiagnosis } from '../bundles/load.ts';
import { diagnosticSource } from '../editors/diagnosticSource.ts';
import { formulaLanguage } from '../editors/documentUri.ts';

/** Scheme of documents that show a definition before it was edited. */
const originalScheme = 'azurebatch-original';
const untitledScheme = 'untitled';
const maxMessageLength = 300;
const endings: Readonly<Record<Draft['kind'], string>> = {
  task: '.task.json',
  startTask: '.start-task.json',
  job: '.job.json',
  formula: '.autoscale',
};
/** Matches documents of drafts, including those that VS Code has restored after a reload, and saved ones. */
const named: readonly vscode.DocumentFilter[] = Object.values(endings).flatMap((ending) =>
  ['json', 'jsonc'].map((language) => ({ language, pattern: `**/*${ending}` })),
);

/** A faulty property that has not been changed yet. */
export interface Fault {
  readonly fix: Fix;
  readonly range: vscode.Range;
  /** Range of the whole property. */
  readonly whole: vscode.Range;
}

/** The definitions that are being corrected in untitled documents, each for as long as its document is open. */
export class Drafts implements vscode.Disposable {
  readonly #drafts = new Map<string, Draft>();
  readonly #marks = vscode.languages.createDiagnosticCollection('azureBatch.drafts');
  readonly #didChange = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#didChange.event;
  readonly #subscriptions: readonly vscode.Disposable[];

  constructor() {
    this.#subscriptions = [
      this.#marks,
      this.#didChange,
      vscode.workspace.onDidChangeTextDocument(({ document, reason }) => {
        if (reason === vscode.TextDocumentChangeReason.Undo) void this.#keepText(document);
        this.#mark(document);
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#forget(uri)),
      vscode.workspace.registerTextDocumentContentProvider(originalScheme, {
        provideTextDocumentContent: (uri) => this.find(uri.with({ scheme: untitledScheme }))?.shown,
      }),
    ];
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#drafts.clear();
  }

  find(uri: vscode.Uri): Draft | undefined {
    return this.#drafts.get(uri.toString());
  }

  /** Lists the faulty properties that have not been edited yet. */
  listFaults(document: vscode.TextDocument): readonly Fault[] {
    const draft = this.find(document.uri);
    if (draft === undefined) return [];
    const text = document.getText();
    const { findProperty } = loadDiagnosis();
    return draft.fixes.flatMap((fix) => {
      const [was, is] = [draft.shown, text].map((each) => findProperty(each, fix.property ?? []));
      if (was === undefined || is === undefined) return [];
      const isEdited =
        draft.shown.slice(was.offset, was.offset + was.wholeLength) !==
        text.slice(is.offset, is.offset + is.wholeLength);
      if (isEdited) return [];
      const start = document.positionAt(is.offset);
      const range = new vscode.Range(start, document.positionAt(is.offset + is.length));
      const whole = new vscode.Range(start, document.positionAt(is.offset + is.wholeLength));
      return [{ fix, range, whole }];
    });
  }

  /**
   * Opens an untitled document with `text`, at the first of the `changed` properties that was changed or else at the
   * first faulty property; a document that is already open stays unchanged.
   */
  async open(name: string, text: string, draft: Draft, changed: readonly JsonPath[] = []): Promise<vscode.Uri> {
    const uri = vscode.Uri.file(join(findFolder(), `${name}${endings[draft.kind]}`)).with({ scheme: untitledScheme });
    const isOpen = this.find(uri) !== undefined;
    const document = await vscode.workspace.openTextDocument(uri);
    if (!isOpen) {
      this.#drafts.set(uri.toString(), draft);
      const edit = new vscode.WorkspaceEdit();
      edit.replace(uri, new vscode.Range(0, 0, document.lineCount, 0), text);
      await vscode.workspace.applyEdit(edit);
    }
    this.#mark(document);
    const [fault] = this.listFaults(document);
    const start = this.#findChange(document, changed) ?? fault?.range.start;
    await vscode.window.showTextDocument(document, {
      preview: false,
      ...(start !== undefined && { selection: new vscode.Range(start, start) }),
    });
    return uri;
  }

  /** Finds the place where a property differs from its original. */
  #findChange(document: vscode.TextDocument, [path]: readonly JsonPath[]): vscode.Position | undefined {
    const draft = this.find(document.uri);
    if (path === undefined || draft === undefined) return undefined;
    const text = document.getText();
    const { findProperty } = loadDiagnosis();
    const is = findProperty(text, path);
    if (is === undefined) return undefined;
    const was = findProperty(draft.shown, path);
    let same = 0;
    if (was !== undefined)
      while (same < was.wholeLength && draft.shown[was.offset + same] === text[is.offset + same]) same++;
    return document.positionAt(is.offset + same);
  }

  /** Shows the service's error in a document, until it is edited. */
  showError(uri: vscode.Uri, range: vscode.Range, message: string): void {
    const mark = new vscode.Diagnostic(
      range,
      toShortVisible(message, maxMessageLength),
      vscode.DiagnosticSeverity.Error,
    );
    mark.source = diagnosticSource;
    this.#marks.set(uri, [mark]);
  }

  /** Returns the URI of the definition as it was before the edits. */
  toOriginalUri(uri: vscode.Uri): vscode.Uri {
    return uri.with({ scheme: originalScheme });
  }

  /** Restores a draft's text after an undo: VS Code opens it empty, so the text was inserted as an edit. */
  async #keepText(document: vscode.TextDocument): Promise<void> {
    const isActive = vscode.window.activeTextEditor?.document === document;
    if (isActive && this.find(document.uri) !== undefined && document.getText() === '')
      await vscode.commands.executeCommand('redo');
  }

  #forget(uri: vscode.Uri): void {
    if (this.#drafts.delete(uri.toString())) this.#marks.delete(uri);
  }

  #mark(document: vscode.TextDocument): void {
    const draft = this.find(document.uri);
    if (draft === undefined) return;
    const marks = this.listFaults(document).map(({ fix, range }) => {
      const message = toShortVisible(`${draft.title}. ${fix.text}`, maxMessageLength);
      const mark = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Warning);
      mark.source = diagnosticSource;
      return mark;
    });
    this.#marks.set(document.uri, marks);
    this.#didChange.fire();
  }
}

/** Returns the folder in which VS Code offers to save a draft. */
function findFolder(): string {
  const folder = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file');
  return folder?.uri.fsPath ?? homedir();
}

/** The documents in which the user's definitions have buttons. */
export const localDocuments: vscode.DocumentSelector = ['file', untitledScheme, 'vscode-vfs'].flatMap((scheme) =>
  ['json', 'jsonc', formulaLanguage].map((language) => ({ scheme, language })),
);

/** The documents in which drafts, including saved ones, have quick fixes. */
export const definitionDocuments: vscode.DocumentSelector = [untitledScheme, 'file'].flatMap((scheme) =>
  named.map((filter) => ({ ...filter, scheme })),
);

/** Returns the kind of definition by the name of its document. */
export function toDraftKind({ path }: vscode.Uri): Draft['kind'] {
  if (path.endsWith(endings.startTask)) return 'startTask';
  if (path.endsWith(endings.formula)) return 'formula';
  return path.endsWith(endings.job) ? 'job' : 'task';
}

/** Returns true if an untitled document was opened as a task's definition, including one that VS Code has restored. */
export function isDraftDocument({ scheme, path }: vscode.Uri): boolean {
  return scheme === untitledScheme && path.endsWith(endings.task);
}
