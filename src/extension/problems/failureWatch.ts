import * as vscode from 'vscode';
import { BatchError } from '../../core/model/batchError.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import type { TaskResource } from '../../core/model/resource.ts';
import { isFailed } from '../../core/model/task.ts';
import type { AccountStore, StoreChange } from '../../service/store/accountStore.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { FailureReader } from '../evidence/failureReader.ts';
import { findLoadedTask } from '../evidence/findTask.ts';
import type { SourceMarks } from './sourceMarks.ts';

/** How many failed tasks of a job are read unasked: enough to see where a job fails, few enough not to be noticed. */
const maxReadUnasked = 20;

/** Keeps the marks in step with the accounts: reads failures that come into view, drops those that are over. */
export class FailureWatch implements vscode.Disposable {
  readonly #accounts: Accounts;
  readonly #reader: FailureReader;
  readonly #marks: SourceMarks;
  readonly #log: vscode.LogOutputChannel;
  readonly #subscriptions: vscode.Disposable[];

  constructor(accounts: Accounts, reader: FailureReader, marks: SourceMarks, log: vscode.LogOutputChannel) {
    this.#accounts = accounts;
    this.#reader = reader;
    this.#marks = marks;
    this.#log = log;
    this.#subscriptions = [
      reader.onDidRead((reading) => void marks.add(reading)),
      accounts.onDidChangeData((change) => this.#follow(change)),
      accounts.onDidChangeAccounts(() => void marks.remove(this.#findForgotten())),
    ];
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #findForgotten(): TaskResource[] {
    const known = new Set(this.#accounts.all.map(({ id }) => id));
    return this.#marks.tasks.filter(({ accountId }) => !known.has(accountId));
  }

  #follow({ accountId, scopes }: StoreChange): void {
    const store = this.#accounts.findStore(accountId);
    if (store === undefined) return;
    const jobIds = new Set(scopes.flatMap((scope) => (scope.kind === 'tasks' ? [scope.jobId] : [])));
    if (jobIds.size === 0) return;
    const marked = this.#marks.tasks.filter((task) => task.accountId === accountId && jobIds.has(task.jobId));
    void this.#marks.remove(marked.filter((task) => isOver(store, task)));
    if (vscode.workspace.workspaceFolders === undefined) return;
    for (const jobId of jobIds) {
      this.#readFailed(store, jobId).catch((error: unknown) => {
        if (!Cancelled.is(error) && !BatchError.is(error)) this.#log.error(String(error));
      });
    }
  }

  /** One after the other: what the user asked for goes first. */
  async #readFailed(store: AccountStore, jobId: string): Promise<void> {
    const { items } = store.snapshot.slice({ kind: 'tasks', jobId, group: 'failed' });
    for (const task of items.slice(0, maxReadUnasked)) {
      const hasRun = task.executionInfo?.exitCode !== undefined && task.nodeInfo?.nodeId !== undefined;
      if (hasRun) {
        await this.#reader.read(store, { kind: 'task', accountId: store.account.id, jobId, taskId: task.id }, task);
      }
    }
  }
}

/** Whether the lists that are loaded show that a task is not failed any more, or gone. */
function isOver(store: AccountStore, { jobId, taskId }: TaskResource): boolean {
  const task = findLoadedTask(store.snapshot, { jobId, taskId });
  if (task !== undefined) return !isFailed(task);
  const failed = store.snapshot.slice({ kind: 'tasks', jobId, group: 'failed' });
  return failed.loadedAt !== undefined && !failed.hasMore && !failed.loading && failed.error === undefined;
}
