import type { Cause } from '../../core/diagnosis/causes/causes.ts';
import { BatchError } from '../../core/model/batchError.ts';
import type { Job } from '../../core/model/job.ts';
import type { TaskResource } from '../../core/model/resource.ts';
import type { AccountSnapshot, AccountStore } from '../../service/store/accountStore.ts';
import { findById } from '../lists/findById.ts';
import { loadOrRefresh } from '../lists/loadOnce.ts';
import type { DiagnosisWith } from '../ports.ts';
import { countRead } from './coverage.ts';
import { loadAllFailures } from './failureLoader.ts';
import type { Inspections } from './inspections.ts';
import {
  agentMs,
  type CauseSet,
  type InTurn,
  type KnownCauses,
  NoTurn,
  type ReadStore,
  untilNoTurn,
} from './knownCauses.ts';
import type { KnownExamples } from './knownExamples.ts';
import { type FailedScope, ListedCauses } from './listedCauses.ts';
import { LogReader } from './logReader.ts';

const requestsOfLists = 4;
/** Maximum number of requests that are booked for the logs of further tasks in a call of an agent. */
const requestsToReadOn = 300;
const atOnce: InTurn = (work) => work();

interface JobCausesOptions {
  /** Returns the causes of an account, whose titles are used everywhere. */
  readonly findNamed?: (accountId: string) => readonly Cause[] | undefined;
  readonly examples?: Pick<KnownExamples, 'withExamples' | 'read'>;
  /** Returns milliseconds since the epoch. */
  readonly now: () => number;
}

interface OfJob {
  /** The job as the service returned it, if the jobs of the account are not loaded. */
  job?: Job | undefined;
  /** The causes of the tasks that the explorer has loaded. */
  readonly shown: ListedCauses;
  /** The causes of all tasks that the failures view has loaded, which may be more. */
  readonly all: ListedCauses;
}

/** The causes of the failed tasks of single jobs, found in the same way as those of accounts. */
export class JobCauses implements Pick<KnownCauses, 'ofJob'> {
  readonly #bundles: DiagnosisWith<'CauseExplainer'>;
  readonly #options: JobCausesOptions;
  readonly #logs: LogReader;
  readonly #jobs = new Map<string, Map<string, OfJob>>();

  constructor(inspections: Inspections, bundles: DiagnosisWith<'CauseExplainer'>, options: JobCausesOptions) {
    this.#bundles = bundles;
    this.#options = options;
    this.#logs = new LogReader(inspections, { now: options.now });
  }

  /**
   * Returns the causes of the tasks that the explorer has loaded, greatest impact first; empty when no task is known to
   * have failed.
   */
  of(snapshot: AccountSnapshot, jobId: string): readonly Cause[] {
    return this.#ofJob(snapshot, jobId).shown.of(snapshot);
  }

  /** Checks whether logs of the job were read. Before that, causes are based on exit codes. */
  areExplained(snapshot: AccountSnapshot, jobId: string): boolean {
    return this.#ofJob(snapshot, jobId).shown.isExplained;
  }

  /**
   * Reads logs if several tasks failed, because an exit code alone does not show a cause. A single task can't be
   * grouped with others. Throws errors that do not come from the service.
   */
  async read(store: ReadStore, jobId: string): Promise<void> {
    const { shown } = this.#ofJob(store.snapshot, jobId);
    if (shown.listOf(store.snapshot).items.length > 1) await shown.read(store);
  }

  /** Reads the logs of a hundred more failed tasks of a job. Throws errors that do not come from the service. */
  async readMore(store: ReadStore, jobId: string): Promise<void> {
    const { shown } = this.#ofJob(store.snapshot, jobId);
    const most = this.#findMost(store.snapshot, jobId);
    await most.readMore(store);
    if (shown !== most && shown.isExplained) await shown.readMore(store);
  }

  /**
   * Finds the causes of all failed tasks of a job from the service's current data, for callers that do not see the
   * list. Throws errors that do not come from the service; the slice records the service's errors.
   */
  async ofJob(store: AccountStore, jobId: string, inTurn?: InTurn): Promise<CauseSet> {
    const turns = inTurn ?? atOnce;
    const scope = { kind: 'tasks', jobId, group: 'failed' } as const;
    const pools = { kind: 'pools' } as const;
    // Causes are ordered by impact, which also depends on the sizes of the nodes.
    const readLists = () =>
      Promise.all([
        loadOrRefresh(store, scope),
        store.snapshot.slice(pools).loadedAt === undefined ? store.load(pools) : undefined,
        this.#readJob(store, jobId),
      ]);
    await turns(readLists, requestsOfLists);
    if (store.snapshot.slice(scope).hasMore) await loadAllFailures(store, jobId, this.#options.now, turns);
    const most = this.#findMost(store.snapshot, jobId);
    if (most.listOf(store.snapshot).hasMore) await turns(() => store.loadTaskCounts([jobId]), 1);
    await most.read(store, inTurn);
    if (inTurn !== undefined) await this.#readOn(store, most, inTurn);
    return this.#toCauseSet(store, jobId, most);
  }

  /**
   * Reads the logs of more failed tasks for an agent, which has no list to scroll, as far as time and requests go that
   * the rest of its call doesn't need.
   */
  async #readOn(store: AccountStore, most: ListedCauses, inAnyTurn: InTurn): Promise<void> {
    const untilMs = this.#options.now() + agentMs;
    let room = requestsToReadOn;
    const inTurn: InTurn = async (work, requests) => {
      room -= requests;
      if (room < 0 || this.#options.now() >= untilMs) throw new NoTurn();
      return inAnyTurn(work, requests);
    };
    await untilNoTurn(most.readAll(store, inTurn));
  }

  /** Reads the job, because its state decides which remedies help. If the service refuses, the job stays unknown. */
  async #readJob({ service, snapshot }: AccountStore, jobId: string): Promise<void> {
    if (findById(snapshot.slice({ kind: 'jobs' }).items, jobId) !== undefined) return;
    this.#ofJob(snapshot, jobId).job = await service.jobs.getJob(jobId).catch((error: unknown) => {
      if (BatchError.is(error)) return undefined;
      throw error;
    });
  }

  /** Returns the displayed causes of a job; undefined before logs were read. Sends no requests. */
  shownOf(store: Pick<AccountStore, 'snapshot'>, jobId: string): CauseSet | undefined {
    const { shown } = this.#ofJob(store.snapshot, jobId);
    const known = [this.#findMost(store.snapshot, jobId), shown].find(({ isExplained }) => isExplained);
    return known && this.#toCauseSet(store, jobId, known);
  }

  #toCauseSet({ snapshot }: Pick<AccountStore, 'snapshot'>, jobId: string, known: ListedCauses): CauseSet {
    const list = known.listOf(snapshot);
    const counts = snapshot.taskCounts.get(jobId);
    const isComplete = !list.hasMore || counts !== undefined;
    return { causes: known.of(snapshot), ...countRead(list, counts), isComplete };
  }

  /** Returns the causes of the list that contains the most failed tasks of a job. */
  #findMost(snapshot: AccountSnapshot, jobId: string): ListedCauses {
    const { shown, all } = this.#ofJob(snapshot, jobId);
    const { items, hasMore } = shown.listOf(snapshot);
    return hasMore && all.listOf(snapshot).items.length > items.length ? all : shown;
  }

  /**
   * Lists the tasks with a cause in a job, including those that the explorer has not loaded; empty when no task has
   * this cause.
   */
  hitBy({ snapshot }: Pick<AccountStore, 'snapshot'>, jobId: string, fingerprint: string): readonly TaskResource[] {
    const find = (causes: readonly Cause[]) => causes.find(({ cluster }) => cluster.fingerprint === fingerprint);
    const set = this.shownOf({ snapshot }, jobId);
    const cause = set && (find(set.causes) ?? find(this.of(snapshot, jobId)));
    return cause?.failures.flatMap(({ failing }) => (failing.kind === 'task' ? [failing.resource] : [])) ?? [];
  }

  /** Drops the data of all accounts except `accountIds`. */
  forgetOthers(accountIds: readonly string[]): void {
    for (const id of this.#jobs.keys()) if (!accountIds.includes(id)) this.#jobs.delete(id);
  }

  #ofJob({ account }: AccountSnapshot, jobId: string): OfJob {
    const jobs = this.#jobs.get(account.id) ?? new Map<string, OfJob>();
    const ofJob = jobs.get(jobId) ?? this.#makeOfJob(jobId);
    this.#jobs.set(account.id, jobs.set(jobId, ofJob));
    return ofJob;
  }

  #makeOfJob(jobId: string): OfJob {
    const { findNamed = () => undefined, examples } = this.#options;
    const make = (scope: FailedScope): ListedCauses =>
      new ListedCauses(scope, {
        bundles: this.#bundles,
        logs: this.#logs,
        examples,
        findNamed,
        findJob: (snapshot) => findById(snapshot.slice({ kind: 'jobs' }).items, jobId) ?? ofJob.job ?? { id: jobId },
      });
    const ofJob: OfJob = {
      shown: make({ kind: 'tasks', jobId, group: 'failed' }),
      all: make({ kind: 'failures', jobId }),
    };
    return ofJob;
  }
}
