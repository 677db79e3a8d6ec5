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
import type { CauseSet, InTurn, KnownCauses } from './knownCauses.ts';
import type { KnownExamples } from './knownExamples.ts';
import { type FailedScope, ListedCauses } from './listedCauses.ts';
import { LogReader, type LogReaderOptions } from './logReader.ts';

/** A page of the failed tasks, the pools with the states of their nodes, the job. */
const requestsOfLists = 4;
const atOnce: InTurn = (work) => work();

interface JobCausesOptions {
  /** What these call a cause it is called everywhere. */
  readonly findNamed?: (accountId: string) => readonly Cause[] | undefined;
  readonly examples?: Pick<KnownExamples, 'withExamples' | 'read'>;
  /** In milliseconds since 1970. */
  readonly now: () => number;
}

interface OfJob {
  /** The job as the service has it, where the jobs of the account are not loaded. */
  job?: Job | undefined;
  /** Of the tasks that the explorer has loaded. */
  readonly shown: ListedCauses;
  /** Of as many as the Failures view has, where that is more. */
  readonly all: ListedCauses;
}

/** The causes of the failed tasks of single jobs, found as those of accounts are. */
export class JobCauses implements Pick<KnownCauses, 'ofJob'> {
  readonly #bundles: DiagnosisWith<'CauseExplainer'>;
  readonly #options: JobCausesOptions;
  readonly #readers: Readonly<Record<FailedScope['kind'], LogReader>>;
  /** By account and job. */
  readonly #jobs = new Map<string, Map<string, OfJob>>();

  constructor(inspections: Inspections, bundles: DiagnosisWith<'CauseExplainer'>, options: JobCausesOptions) {
    this.#bundles = bundles;
    this.#options = options;
    const toReader = (detail: LogReaderOptions['detail']) => new LogReader(inspections, { detail, now: options.now });
    this.#readers = { tasks: toReader('whole'), failures: toReader('selected') };
  }

  /** Causes of the tasks that the explorer has loaded, greatest impact first; none where none is known to have failed. */
  of(snapshot: AccountSnapshot, jobId: string): readonly Cause[] {
    return this.#ofJob(snapshot, jobId).shown.of(snapshot);
  }

  /** Whether logs of the job have been read already: before that an exit code passes for a cause. */
  areExplained(snapshot: AccountSnapshot, jobId: string): boolean {
    return this.#ofJob(snapshot, jobId).shown.isExplained;
  }

  /**
   * Reads logs where several tasks failed, since an exit code alone does not show a cause; a single one has nothing to be
   * grouped with. Throws what is no answer of the service.
   */
  async read(store: Pick<AccountStore, 'service' | 'snapshot'>, jobId: string): Promise<void> {
    const { shown } = this.#ofJob(store.snapshot, jobId);
    if (shown.listOf(store.snapshot).items.length > 1) await shown.read(store);
  }

  /** Reads the logs of a hundred more failed tasks of a job than before. Throws what is no answer of the service. */
  async readMore(store: Pick<AccountStore, 'service' | 'snapshot'>, jobId: string): Promise<void> {
    const { shown } = this.#ofJob(store.snapshot, jobId);
    const most = this.#findMost(store.snapshot, jobId);
    await most.readMore(store);
    if (shown !== most && shown.isExplained) await shown.readMore(store);
  }

  /**
   * The causes of a job with what is known at the service now, of all its failed tasks, for those who are not shown the
   * list. Throws what is no answer of the service; what it refuses is in the slice.
   */
  async ofJob(store: AccountStore, jobId: string, inTurn?: InTurn): Promise<CauseSet> {
    const turns = inTurn ?? atOnce;
    const scope = { kind: 'tasks', jobId, group: 'failed' } as const;
    const pools = { kind: 'pools' } as const;
    // Causes are in the order of their damage, which follows from the sizes of the nodes, too.
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
    return this.#toCauseSet(store, jobId, most);
  }

  /** What helps follows from the state of the job, too. Without it what the service refuses leaves it unknown. */
  async #readJob({ service, snapshot }: AccountStore, jobId: string): Promise<void> {
    if (findById(snapshot.slice({ kind: 'jobs' }).items, jobId) !== undefined) return;
    this.#ofJob(snapshot, jobId).job = await service.jobs.getJob(jobId).catch((error: unknown) => {
      if (BatchError.is(error)) return undefined;
      throw error;
    });
  }

  /** The causes of a job as they are shown; undefined before logs were read. Nothing is asked for it. */
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

  /** The causes of the list that has most of the failed tasks of a job. */
  #findMost(snapshot: AccountSnapshot, jobId: string): ListedCauses {
    const { shown, all } = this.#ofJob(snapshot, jobId);
    const { items, hasMore } = shown.listOf(snapshot);
    return hasMore && all.listOf(snapshot).items.length > items.length ? all : shown;
  }

  /** The tasks that a cause of a job hit, also those that the explorer has not loaded; none where nothing has it. */
  hitBy({ snapshot }: Pick<AccountStore, 'snapshot'>, jobId: string, fingerprint: string): readonly TaskResource[] {
    const find = (causes: readonly Cause[]) => causes.find(({ cluster }) => cluster.fingerprint === fingerprint);
    const set = this.shownOf({ snapshot }, jobId);
    const cause = set && (find(set.causes) ?? find(this.of(snapshot, jobId)));
    return cause?.failures.flatMap(({ failing }) => (failing.kind === 'task' ? [failing.resource] : [])) ?? [];
  }

  /** Forgets all jobs of other accounts than these. */
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
        logs: this.#readers[scope.kind],
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
