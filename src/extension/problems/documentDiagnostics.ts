import * as vscode from 'vscode';
import type { Accounts } from '../../app/accounts/accounts.ts';
import type { Log } from '../../app/ports.ts';
import type { AccountStore, StoreChange } from '../../service/store/accountStore.ts';
import { FailureDiagnostic } from './diagnostic.ts';
import { findState, isStateOf, mayBeMarked, type Subject, type SubjectState } from './failureState.ts';

export interface MarkContext {
  readonly document: vscode.TextDocument;
  readonly subject: Subject;
  readonly state: SubjectState;
  readonly store: AccountStore;
}

/** A kind of document and its marks. */
export interface Marker {
  readonly name: string;
  /** Returns the item that a document belongs to; undefined for documents of another kind. */
  findSubject(document: vscode.TextDocument): Subject | undefined;
  /**
   * Returns true if a range of a document belongs to its current content, and not to an earlier one; always true when
   * absent.
   */
  holds?(document: vscode.TextDocument, range: vscode.Range): boolean;
  /** Returns the problems of the document. */
  mark(context: MarkContext): Promise<readonly FailureDiagnostic[]>;
}

type MarkedAccounts = Pick<Accounts, 'all' | 'getStore' | 'onDidChangeAccounts' | 'onDidChangeData'>;

/** Marks problems in open documents while the problems exist. */
export class DocumentDiagnostics implements vscode.Disposable {
  readonly #marker: Marker;
  readonly #accounts: MarkedAccounts;
  readonly #log: Log;
  readonly #diagnostics: vscode.DiagnosticCollection;
  readonly #didChange = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#didChange.event;
  readonly #subscriptions: vscode.Disposable[];
  /** Version and subject state for which each document was marked. */
  readonly #markedFor = new Map<string, string>();
  /** The number of the latest completed check of each document's subject. Results of earlier checks are out of date. */
  readonly #lookedAt = new Map<string, number>();
  #looks = 0;
  readonly #marked = new WeakMap<FailureDiagnostic, string>();

  constructor(marker: Marker, accounts: MarkedAccounts, log: Log) {
    this.#marker = marker;
    this.#accounts = accounts;
    this.#log = log;
    this.#diagnostics = vscode.languages.createDiagnosticCollection(marker.name);
    this.#subscriptions = [
      this.#diagnostics,
      this.#didChange,
      vscode.workspace.onDidOpenTextDocument((document) => this.#update(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        this.#dropMoved(document);
        this.#update(document);
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#forget(uri)),
      accounts.onDidChangeData((change) => this.#updateChanged(change)),
      accounts.onDidChangeAccounts(() => this.#updateAll()),
    ];
    this.#updateAll();
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  /** Returns this extension's diagnostics of the document. */
  findProblems(uri: vscode.Uri): readonly FailureDiagnostic[] {
    return (this.#diagnostics.get(uri) ?? []).filter((problem) => problem instanceof FailureDiagnostic);
  }

  /** Removes marks whose text has changed: the new text may be from another run, and is marked once that is known. */
  #dropMoved(document: vscode.TextDocument): void {
    const known = this.findProblems(document.uri);
    const left = known.filter(
      (problem) =>
        document.getText(problem.range) === this.#marked.get(problem) &&
        this.#marker.holds?.(document, problem.range) !== false,
    );
    if (left.length === known.length) return;
    this.#diagnostics.set(document.uri, left);
    this.#didChange.fire();
  }

  /** Marks all documents again, after the user's rules have changed. */
  markAgain(): void {
    this.#markedFor.clear();
    this.#updateAll();
  }

  #updateAll(): void {
    for (const document of vscode.workspace.textDocuments) this.#update(document);
  }

  #updateChanged({ accountId, scopes }: StoreChange): void {
    for (const document of vscode.workspace.textDocuments) {
      const subject = this.#marker.findSubject(document);
      const touched = subject?.accountId === accountId && scopes.some((scope) => isStateOf(scope, subject));
      if (touched) this.#update(document);
    }
  }

  #forget(uri: vscode.Uri): void {
    this.#markedFor.delete(uri.toString());
    this.#lookedAt.delete(uri.toString());
    this.#diagnostics.delete(uri);
  }

  #update(document: vscode.TextDocument): void {
    const subject = this.#marker.findSubject(document);
    if (subject === undefined) return;
    this.#mark(document, subject).catch((error: unknown) =>
      this.#log.debug(`${document.uri.path} could not be marked: ${String(error)}`),
    );
  }

  async #mark(document: vscode.TextDocument, subject: Subject): Promise<void> {
    this.#looks += 1;
    const look = this.#looks;
    const known = this.#accounts.all.some(({ id }) => id === subject.accountId);
    const store = known ? await this.#accounts.getStore(subject.accountId) : undefined;
    const state = store && (await findState(store, subject));
    const key = document.uri.toString();
    if (document.isClosed || look < (this.#lookedAt.get(key) ?? 0)) return;
    this.#lookedAt.set(key, look);
    const purpose = `${document.version} ${state?.stamp}`;
    if (this.#markedFor.get(key) === purpose) return;
    this.#markedFor.set(key, purpose);
    const isWrong = state !== undefined && mayBeMarked(subject, state);
    const problems = store && isWrong ? await this.#marker.mark({ document, subject, state, store }) : [];
    if (document.isClosed || this.#markedFor.get(key) !== purpose) return;
    for (const problem of problems) this.#marked.set(problem, document.getText(problem.range));
    this.#diagnostics.set(document.uri, problems);
    this.#didChange.fire();
  }
}
