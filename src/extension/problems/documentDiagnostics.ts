import * as vscode from 'vscode';
import type { TaskResource } from '../../core/model/resource.ts';
import { isFailed, type Task } from '../../core/model/task.ts';
import type { AccountStore, StoreChange } from '../../service/store/accountStore.ts';
import type { Accounts } from '../accounts/accounts.ts';
import { findTask, toStamp } from '../evidence/findTask.ts';
import { FailureDiagnostic } from './diagnostic.ts';

/** What is known when a document of a failed task is marked. */
export interface MarkContext {
  readonly document: vscode.TextDocument;
  readonly resource: TaskResource;
  readonly task: Task;
  readonly store: AccountStore;
}

/** One kind of document and how it is marked. */
export interface Marker {
  /** Name of the collection of problems. */
  readonly name: string;
  /** The task whose document this is; undefined for documents of another kind. */
  findTask(document: vscode.TextDocument): TaskResource | undefined;
  /** The problems of a document whose task is failed. */
  mark(context: MarkContext): Promise<readonly FailureDiagnostic[]>;
}

/** Marks open documents of failed tasks, each for as long as its task is failed. */
export class DocumentDiagnostics implements vscode.Disposable {
  readonly #marker: Marker;
  readonly #accounts: Accounts;
  readonly #log: vscode.LogOutputChannel;
  readonly #diagnostics: vscode.DiagnosticCollection;
  readonly #didChange = new vscode.EventEmitter<void>();
  /** What is marked in some document changed. */
  readonly onDidChange = this.#didChange.event;
  readonly #subscriptions: vscode.Disposable[];
  /** What each document was marked for: its version and its task's state. The latest wins, whatever comes back first. */
  readonly #markedFor = new Map<string, string>();

  constructor(marker: Marker, accounts: Accounts, log: vscode.LogOutputChannel) {
    this.#marker = marker;
    this.#accounts = accounts;
    this.#log = log;
    this.#diagnostics = vscode.languages.createDiagnosticCollection(marker.name);
    this.#subscriptions = [
      this.#diagnostics,
      this.#didChange,
      vscode.workspace.onDidOpenTextDocument((document) => this.#update(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#update(document)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#forget(uri)),
      accounts.onDidChangeData((change) => this.#updateChanged(change)),
      accounts.onDidChangeAccounts(() => this.#updateAll()),
    ];
    this.#updateAll();
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  /** What is marked in a document now. */
  problemsOf(uri: vscode.Uri): readonly FailureDiagnostic[] {
    return (this.#diagnostics.get(uri) ?? []).filter((problem) => problem instanceof FailureDiagnostic);
  }

  #updateAll(): void {
    for (const document of vscode.workspace.textDocuments) this.#update(document);
  }

  #updateChanged({ accountId, scopes }: StoreChange): void {
    const jobIds = new Set(scopes.flatMap((scope) => (scope.kind === 'tasks' ? [scope.jobId] : [])));
    for (const document of vscode.workspace.textDocuments) {
      const task = this.#marker.findTask(document);
      if (task?.accountId === accountId && jobIds.has(task.jobId)) this.#update(document);
    }
  }

  #forget(uri: vscode.Uri): void {
    this.#markedFor.delete(uri.toString());
    this.#diagnostics.delete(uri);
  }

  #update(document: vscode.TextDocument): void {
    const resource = this.#marker.findTask(document);
    if (resource === undefined) return;
    this.#mark(document, resource).catch((error: unknown) =>
      this.#log.debug(`${document.uri.path} is not marked: ${String(error)}`),
    );
  }

  async #mark(document: vscode.TextDocument, resource: TaskResource): Promise<void> {
    const known = this.#accounts.all.some(({ id }) => id === resource.accountId);
    const store = known ? await this.#accounts.getStore(resource.accountId) : undefined;
    const task = store === undefined ? undefined : await findTask(store, resource);
    const key = document.uri.toString();
    const purpose = `${document.version} ${task === undefined ? '' : toStamp(task)}`;
    if (document.isClosed || this.#markedFor.get(key) === purpose) return;
    this.#markedFor.set(key, purpose);
    const failed = store !== undefined && task !== undefined && isFailed(task);
    const problems = failed ? await this.#marker.mark({ document, resource, task, store }) : [];
    if (document.isClosed || this.#markedFor.get(key) !== purpose) return;
    this.#diagnostics.set(document.uri, problems);
    this.#didChange.fire();
  }
}
