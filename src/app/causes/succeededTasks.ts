import { BatchError } from '../../core/model/batchError.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import { hasRun, type Task } from '../../core/model/task.ts';
import type { TaskVerdict } from '../../core/model/taskVerdict.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { requestsForEngine } from '../evidence/engineTexts.ts';
import type { FailureReader } from '../evidence/failureReader.ts';
import { countTasks } from '../lists/taskCount.ts';
import type { DiagnosisWith } from '../ports.ts';

/** Of so many succeeded tasks of a job that is looked at, the newest, it is found out what they left. */
export const mostJudged = 5;
/** The list of its logs, their ends, and what its engine left. */
export const requestsToJudge = 3 + requestsForEngine;

type JudgedStore = Pick<AccountStore, 'account' | 'service' | 'snapshot' | 'load' | 'inBackground'>;

const unread: TaskVerdict = { kind: 'plain', isRead: false };

/**
 * What tasks turn out to be that Batch counts as succeeded: of those that are shown first, as background work, each once.
 * None of them counts as failed.
 */
export class SucceededTasks {
  readonly #reader: Pick<FailureReader, 'read'>;
  readonly #bundles: DiagnosisWith<'judgeSuccess'>;
  /** By the task as it was loaded: one that runs again is another. */
  readonly #verdicts = new WeakMap<Task, TaskVerdict>();
  readonly #underWay = new WeakSet<Task>();

  constructor(reader: Pick<FailureReader, 'read'>, bundles: DiagnosisWith<'judgeSuccess'>) {
    this.#reader = reader;
    this.#bundles = bundles;
  }

  /** What is known of a task. */
  readonly find = (task: Task): TaskVerdict | undefined => this.#verdicts.get(task);

  /**
   * Finds out about the first of the succeeded tasks of a job, one after the other, when it is their turn: `list` has those
   * that are loaded, of which a page is if none was. Calls `onFound` with each that is not what Batch says. Throws what is
   * no answer of the service.
   */
  async judge(store: JudgedStore, jobId: string, list: () => readonly Task[], onFound: () => void): Promise<void> {
    await this.#load(store, jobId);
    for (const task of list().slice(0, mostJudged)) {
      if (!hasRun(task) || this.#verdicts.has(task) || this.#underWay.has(task)) continue;
      this.#underWay.add(task);
      try {
        const verdict = await store.inBackground(() => this.#judge(store, jobId, task), 'detail', requestsToJudge);
        this.#verdicts.set(task, verdict);
        if (verdict.kind !== 'plain') onFound();
      } catch (error) {
        if (!Cancelled.is(error)) throw error;
        return;
      } finally {
        this.#underWay.delete(task);
      }
    }
  }

  async #load(store: JudgedStore, jobId: string): Promise<void> {
    const scope = { kind: 'tasks', jobId, group: 'succeeded' } as const;
    const { loadedAt, error } = store.snapshot.slice(scope);
    if (loadedAt !== undefined || error !== undefined || countTasks(store.snapshot, jobId, 'succeeded') === 0) return;
    try {
      await store.inBackground(() => store.load(scope), 'detail');
    } catch (refused) {
      if (!Cancelled.is(refused)) throw refused;
    }
  }

  async #judge(store: Pick<AccountStore, 'account' | 'service'>, jobId: string, task: Task): Promise<TaskVerdict> {
    const resource = { kind: 'task', accountId: store.account.id, jobId, taskId: task.id } as const;
    try {
      const { stdout, stderr, engineTexts } = await this.#reader.read(store, resource, task);
      const evidence = { task, stdout: stdout.text, stderr: stderr.text, engineTexts };
      return this.#bundles.diagnosis().judgeSuccess(evidence) ?? unread;
    } catch (error) {
      // Its page says why it could not be read.
      if (BatchError.is(error)) return unread;
      throw error;
    }
  }
}
