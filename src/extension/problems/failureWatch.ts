import * as vscode from 'vscode';
import type { Accounts } from '../../app/accounts/accounts.ts';
import type { FailureReader, FailureReading } from '../../app/evidence/failureReader.ts';
import { findLoadedTask } from '../../app/evidence/findTask.ts';
import { findPreparationLog } from '../../app/evidence/helperLogs.ts';
import { findNodeNames } from '../../app/evidence/nodeNames.ts';
import { findJob } from '../../app/lists/findById.ts';
import { listPreparations } from '../../app/lists/taskCount.ts';
import type { Log } from '../../app/ports.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import type { JobPreparationAndReleaseStatus } from '../../core/model/job.ts';
import { isFailed } from '../../core/model/task.ts';
import type { AccountSnapshot, AccountStore, Scope, StoreChange } from '../../service/store/accountStore.ts';
import { type FailedThing, toFailurePlace } from './failurePlace.ts';
import { hasFailedStartTask } from './failureState.ts';
import { NodeFailures } from './nodeFailures.ts';
import type { SourceMarks } from './sourceMarks.ts';

/**
 * Number of a job's failed tasks that are read automatically: enough to see where a job fails, too few to be noticed.
 */
const maxTasks = 20;

/**
 * Keeps the marks in sync with the accounts: reads failures that become visible, and removes marks of failures that are
 * over.
 */
export class FailureWatch implements vscode.Disposable {
  readonly #accounts: Accounts;
  readonly #reader: FailureReader;
  readonly #nodeFailures = new NodeFailures();
  readonly #marks: SourceMarks;
  readonly #log: Log;
  readonly #subscriptions: vscode.Disposable[];

  constructor(accounts: Accounts, reader: FailureReader, marks: SourceMarks, log: Log) {
    this.#accounts = accounts;
    this.#reader = reader;
    this.#marks = marks;
    this.#log = log;
    this.#subscriptions = [
      reader.onDidRead((reading) => this.#mark(reading)),
      reader.onDidExplainAgain(() => {
        for (const thing of marks.failed) {
          const reading = thing.kind === 'task' ? reader.find(thing) : undefined;
          if (reading !== undefined) this.#mark(reading);
        }
      }),
      accounts.onDidChangeData((change) => this.#follow(change)),
      accounts.onDidChangeAccounts(() => this.#remove(this.#findForgotten())),
    ];
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #mark(reading: FailureReading): void {
    const { accountId, jobId } = reading.resource;
    const store = this.#accounts.findStore(accountId);
    const names = store && findNodeNames(store, reading.task.nodeInfo?.poolId);
    const place = toFailurePlace(reading, store && findJob(store.snapshot, jobId), names);
    if (place === undefined) this.#remove([reading.resource]);
    else this.#marks.add(place);
  }

  #remove(things: readonly FailedThing[]): void {
    this.#marks.remove(things);
    for (const thing of things) if (thing.kind !== 'task') this.#nodeFailures.forget(thing);
  }

  #findForgotten(): FailedThing[] {
    const known = new Set(this.#accounts.all.map(({ id }) => id));
    return this.#marks.failed.filter(({ accountId }) => !known.has(accountId));
  }

  #follow({ accountId, scopes }: StoreChange): void {
    const store = this.#accounts.findStore(accountId);
    if (store === undefined) return;
    this.#remove(this.#marks.failed.filter((thing) => thing.accountId === accountId && isOver(store, thing)));
    if (vscode.workspace.workspaceFolders === undefined) return;
    for (const scope of scopes) {
      this.#read(store, scope).catch((error: unknown) => {
        if (!Cancelled.is(error) && !BatchError.is(error)) this.#log.error(String(error));
      });
    }
  }

  async #read(store: AccountStore, scope: Scope): Promise<void> {
    const { snapshot } = store;
    if (scope.kind === 'tasks' && scope.group === 'failed') await this.#readFailed(store, scope.jobId);
    if (scope.kind === 'nodes') {
      const { items } = snapshot.slice(scope);
      const places = this.#nodeFailures.findStartTasks(store, scope.poolId, items);
      for await (const place of places) this.#marks.add(place);
    }
    if (scope.kind === 'preparation') {
      const place = await this.#nodeFailures.findPreparation(store, scope.jobId, listStanding(snapshot, scope.jobId));
      if (place !== undefined) this.#marks.add(place);
    }
  }

  /** Reads the tasks one after the other, so that the user's requests go first. */
  async #readFailed(store: AccountStore, jobId: string): Promise<void> {
    const { items } = store.snapshot.slice({ kind: 'tasks', jobId, group: 'failed' });
    for (const task of items.slice(0, maxTasks)) {
      const hasRun = task.executionInfo?.exitCode !== undefined && task.nodeInfo?.nodeId !== undefined;
      if (hasRun) {
        await this.#reader.read(store, { kind: 'task', accountId: store.account.id, jobId, taskId: task.id }, task);
      }
    }
  }
}

/** Returns true if the loaded lists show that an item no longer fails, or is gone. */
function isOver({ snapshot }: AccountStore, thing: FailedThing): boolean {
  switch (thing.kind) {
    case 'task': {
      const task = findLoadedTask(snapshot, thing);
      if (task !== undefined) return !isFailed(task);
      return isComplete(snapshot.slice({ kind: 'tasks', jobId: thing.jobId, group: 'failed' }));
    }
    case 'node': {
      const nodes = snapshot.slice({ kind: 'nodes', poolId: thing.poolId });
      const node = nodes.items.find(({ id }) => id === thing.nodeId);
      return node === undefined ? isComplete(nodes) : !hasFailedStartTask(node);
    }
    case 'job': {
      const preparation = snapshot.slice({ kind: 'preparation', jobId: thing.jobId });
      return (
        isComplete(preparation) &&
        findPreparationLog(thing.accountId, listStanding(snapshot, thing.jobId)) === undefined
      );
    }
  }
}

/** Lists the loaded results of a job's preparation task, those that still count if the job is loaded. */
function listStanding(snapshot: AccountSnapshot, jobId: string): readonly JobPreparationAndReleaseStatus[] {
  const job = findJob(snapshot, jobId);
  return job === undefined ? snapshot.slice({ kind: 'preparation', jobId }).items : listPreparations(snapshot, job);
}

/** Returns true if a list is completely loaded, so that a missing item no longer exists. */
function isComplete(slice: { loadedAt?: string; hasMore: boolean; loading: boolean; error?: unknown }): boolean {
  return slice.loadedAt !== undefined && !slice.hasMore && !slice.loading && slice.error === undefined;
}
