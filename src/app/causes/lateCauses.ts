import type { Cause } from '../../core/diagnosis/causes/causes.ts';
import type { Explanation } from '../../core/diagnosis/explanation/explanation.ts';
import { type Disposable, Emitter } from '../../core/event.ts';
import type { Job } from '../../core/model/job.ts';
import type { TaskResource } from '../../core/model/resource.ts';
import type { Task } from '../../core/model/task.ts';
import type { JudgedSuccess } from '../../core/model/taskVerdict.ts';
import type { CauseTarget } from '../../core/places/documentPath.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import type { Causes } from './causes.ts';
import type { FollowedCause } from './followedCauses.ts';
import type { CauseSet, KnownCauses, TaskCause } from './knownCauses.ts';

/** The only `Causes` of a window, created and loaded when they are first needed. */
export class LateCauses implements KnownCauses, Disposable {
  readonly #make: () => Causes;
  readonly #changed = new Emitter<string>();
  readonly onDidChange = this.#changed.event;
  #made: Causes | undefined;

  constructor(make: () => Causes) {
    this.#make = make;
  }

  /** Returns the `Causes`, creating them if necessary, for watchers. */
  open(): Causes {
    this.#made ??= this.#open();
    return this.#made;
  }

  dispose(): void {
    this.#made?.dispose();
    this.#changed.dispose();
  }

  /** Explains everything again, after the user's rules have changed. */
  explainAgain(): void {
    this.#made?.explainAgain();
  }

  ofJob(store: AccountStore, jobId: string): Promise<CauseSet> {
    return this.open().ofJob(store, jobId);
  }

  ofJobItself(store: AccountStore, job: Job): Promise<readonly Cause[]> {
    return this.open().ofJobItself(store, job);
  }

  ofAccount(store: AccountStore, poolId?: string): Promise<CauseSet> {
    return this.open().ofAccount(store, poolId);
  }

  ofWholeAccount(store: AccountStore, isOfTasks?: boolean): Promise<CauseSet> {
    return this.open().ofWholeAccount(store, isOfTasks);
  }

  withExamples(store: AccountStore, known: CauseSet, most: number): Promise<CauseSet> {
    return this.open().withExamples(store, known, most);
  }

  readMore(store: AccountStore, resource: CauseTarget['resource'], signal?: AbortSignal): Promise<number> {
    return this.open().readMore(store, resource, signal);
  }

  /** Returns undefined before the first question. */
  shownOf(store: AccountStore, resource: CauseTarget['resource']): CauseSet | undefined {
    return this.#made?.shownOf(store, resource);
  }

  note(store: AccountStore, resource: TaskResource, task: Task, explanation: Explanation): void {
    this.#made?.note(store, resource, task, explanation);
  }

  judgeSucceeded(store: AccountStore, jobId: string): Promise<JudgedSuccess> {
    return this.open().judgeSucceeded(store, jobId);
  }

  ofTasks(...asked: Parameters<KnownCauses['ofTasks']>): Promise<ReadonlyMap<string, TaskCause>> {
    return this.open().ofTasks(...asked);
  }

  follow(store: AccountStore, now: Pick<CauseSet, 'causes'>, target: CauseTarget): FollowedCause {
    return this.open().follow(store, now, target);
  }

  annotate(cause: Cause, note: string): Promise<void> {
    return this.open().annotate(cause, note);
  }

  listSeen(accountId: string, jobId: string): ReturnType<KnownCauses['listSeen']> {
    return this.open().listSeen(accountId, jobId);
  }

  forgetPast(): Promise<void> {
    return this.open().forgetPast();
  }

  /** Removes what exceeds the limits of what is remembered, which does nothing before the first question. */
  async applyLimits(): Promise<void> {
    await this.#made?.applyLimits();
  }

  #open(): Causes {
    const made = this.#make();
    made.onDidChange((accountId) => this.#changed.fire(accountId));
    return made;
  }
}
