import type { CauseExplainer, ExplainedCauses } from '../../core/diagnosis/account/causeExplainer.ts';
import type { Cause, ExplainedFailure } from '../../core/diagnosis/causes/causes.ts';
import type { FailedTask } from '../../core/diagnosis/causes/failing.ts';
import { BatchError } from '../../core/model/batchError.ts';
import type { Job } from '../../core/model/job.ts';
import type { TaskResource } from '../../core/model/resource.ts';
import { narrowCause } from '../../core/query/narrowCause.ts';
import { doAtOnce } from '../../core/work.ts';
import type { AccountSnapshot, AccountStore } from '../../service/store/accountStore.ts';
import { findById } from '../lists/findById.ts';
import type { DiagnosisWith } from '../ports.ts';
import { countRead } from './coverage.ts';
import { toFailedTasks } from './failing.ts';
import type { Inspections } from './inspections.ts';
import type { CauseSet, InTurn, KnownCauses } from './knownCauses.ts';
import type { KnownExamples } from './knownExamples.ts';
import { LogReader, requestsPerTask } from './logReader.ts';

/** A page of the failed tasks, the pools with the states of their nodes, the job. */
const requestsOfLists = 4;
/** Of so many causes of a job its page has a step. */
const examplesOfJob = 3;

type FindNamed = (accountId: string) => readonly Cause[] | undefined;

interface JobCausesOptions {
  /** What these call a cause it is called everywhere. */
  readonly findNamed?: FindNamed;
  /** The causes of an account that are shown now, maybe of more failed tasks than the list of a job has. */
  readonly findShown?: FindNamed;
  readonly examples?: Pick<KnownExamples, 'withExamples' | 'read'>;
  /** In milliseconds since 1970. */
  readonly now: () => number;
}

interface OfJob {
  /** The job as the service has it, where the jobs of the account are not loaded. */
  job?: Job | undefined;
  /** Made with the first failed tasks. */
  explainer?: CauseExplainer;
  /** The last causes, and the tasks they are of. */
  last?: { readonly items: readonly unknown[]; readonly explained: ExplainedCauses };
  /** The causes of `last`, with the titles that those of the account have. */
  named?: { readonly own: readonly Cause[]; readonly ofAccount: readonly Cause[]; readonly causes: readonly Cause[] };
  /** The logs that are being read. */
  reading?: Promise<void>;
  /** Whether logs have been read. */
  isExplained: boolean;
}

/** The causes of the failed tasks of single jobs, found as those of accounts are. */
export class JobCauses implements Pick<KnownCauses, 'ofJob'> {
  readonly #bundles: DiagnosisWith<'CauseExplainer'>;
  readonly #findNamed: FindNamed;
  readonly #findShown: FindNamed;
  readonly #examples: JobCausesOptions['examples'];
  readonly #logs: LogReader;
  /** By account and job. */
  readonly #jobs = new Map<string, Map<string, OfJob>>();

  /** The diagnosis is loaded with the first job whose causes are asked for. */
  constructor(
    inspections: Inspections,
    bundles: DiagnosisWith<'CauseExplainer'>,
    { findNamed = () => undefined, findShown = () => undefined, examples, now }: JobCausesOptions,
  ) {
    this.#bundles = bundles;
    this.#findNamed = findNamed;
    this.#findShown = findShown;
    this.#examples = examples;
    this.#logs = new LogReader(inspections, { detail: 'whole', now });
  }

  /** Causes by what is loaded, most damage first; none for a job of which no task is known to have failed. */
  of(snapshot: AccountSnapshot, jobId: string): readonly Cause[] {
    const { causes: own } = this.#explain(snapshot, jobId);
    const ofAccount = this.#findNamed(snapshot.account.id);
    if (ofAccount === undefined || own.length === 0) return own;
    const ofJob = this.#ofJob(snapshot, jobId);
    if (ofJob.named?.own !== own || ofJob.named.ofAccount !== ofAccount)
      ofJob.named = { own, ofAccount, causes: callAlike(own, ofAccount) };
    return ofJob.named.causes;
  }

  /** Whether logs of the job have been read already: before that an exit code passes for a cause. */
  areExplained(snapshot: AccountSnapshot, jobId: string): boolean {
    return this.#ofJob(snapshot, jobId).isExplained;
  }

  /**
   * Reads logs where several tasks failed, since an exit code alone does not show a cause; a single one has nothing to be
   * grouped with. Throws what is no answer of the service.
   */
  async read(store: Pick<AccountStore, 'service' | 'snapshot'>, jobId: string): Promise<void> {
    const { items } = store.snapshot.slice({ kind: 'tasks', jobId, group: 'failed' });
    if (items.length > 1) await this.#readOnce(store, jobId);
  }

  /** Callers share the reading that is under way. */
  #readOnce(store: Pick<AccountStore, 'service' | 'snapshot'>, jobId: string): Promise<void> {
    const ofJob = this.#ofJob(store.snapshot, jobId);
    ofJob.reading ??= this.#read(store, jobId, ofJob).finally(() => {
      delete ofJob.reading;
    });
    return ofJob.reading;
  }

  /** Reads the logs of a hundred more failed tasks of a job than before. Throws what is no answer of the service. */
  async readMore(store: Pick<AccountStore, 'service' | 'snapshot'>, jobId: string): Promise<void> {
    await this.#readOnce(store, jobId);
    this.#ofJob(store.snapshot, jobId).explainer?.widen();
    await this.#readOnce(store, jobId);
  }

  /**
   * The causes of a job with what is known at the service now, for those who are not shown the list. Throws what is no
   * answer of the service; what it refuses is in the slice.
   */
  async ofJob(store: AccountStore, jobId: string, inTurn?: InTurn): Promise<CauseSet> {
    const scope = { kind: 'tasks', jobId, group: 'failed' } as const;
    const pools = { kind: 'pools' } as const;
    // Causes are in the order of their damage, which follows from the sizes of the nodes, too.
    const readLists = () =>
      Promise.all([
        store.snapshot.slice(scope).loadedAt === undefined ? store.load(scope) : store.refresh([scope]),
        store.snapshot.slice(pools).loadedAt === undefined ? store.load(pools) : undefined,
        this.#readJob(store, jobId),
      ]);
    if (inTurn === undefined) {
      await readLists();
      await this.#readOnce(store, jobId);
    } else {
      await inTurn(readLists, requestsOfLists);
      await this.#read(store, jobId, this.#ofJob(store.snapshot, jobId), inTurn);
    }
    return this.#toCauseSet(store, jobId);
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
    return this.areExplained(store.snapshot, jobId) ? this.#toCauseSet(store, jobId) : undefined;
  }

  #toCauseSet({ snapshot }: Pick<AccountStore, 'snapshot'>, jobId: string): CauseSet {
    const scope = { kind: 'tasks', jobId, group: 'failed' } as const;
    const causes = this.of(snapshot, jobId);
    const known = countRead(snapshot.slice(scope), snapshot.taskCounts.get(jobId));
    const own = { causes, ...known, isComplete: true };
    if (known.read >= known.total) return own;
    const isOwn = ({ failing }: ExplainedFailure): boolean =>
      failing.kind === 'task' && failing.resource.jobId === jobId;
    const shown = this.#findShown(snapshot.account.id)?.flatMap((cause) => narrowCause(cause, isOwn) ?? []) ?? [];
    const read = shown.reduce((sum, { failures }) => sum + failures.length, 0);
    return read > known.read ? { ...own, causes: shown, read } : own;
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

  async #read(
    store: Pick<AccountStore, 'service' | 'snapshot'>,
    jobId: string,
    ofJob: OfJob,
    inTurn: InTurn = (work) => work(),
  ): Promise<void> {
    let explained = this.#explainAgain(store.snapshot, jobId);
    while (explained.toRead.length > 0) {
      const isAnySettled = await this.#readAll(store, explained.toRead, inTurn);
      explained = this.#explainAgain(store.snapshot, jobId);
      if (!isAnySettled) break;
    }
    if (explained.causes.length === 0) return;
    ofJob.isExplained = true;
    await this.#examples?.read(store, explained.causes, { find: this.#logs.find, most: examplesOfJob, inTurn });
    this.#explainAgain(store.snapshot, jobId);
  }

  /** False if no log could be read and none is known to be gone: the service can't be asked at the moment. */
  async #readAll(
    store: Pick<AccountStore, 'service'>,
    toRead: readonly FailedTask[],
    inTurn: InTurn,
  ): Promise<boolean> {
    let isAnySettled = false;
    for (const failed of toRead)
      isAnySettled = (await inTurn(() => this.#logs.read(store, failed), requestsPerTask)) || isAnySettled;
    return isAnySettled;
  }

  /** As `#explain`, by what the logs say that were read since. */
  #explainAgain(snapshot: AccountSnapshot, jobId: string): ExplainedCauses {
    delete this.#ofJob(snapshot, jobId).last;
    return this.#explain(snapshot, jobId);
  }

  #explain(snapshot: AccountSnapshot, jobId: string): ExplainedCauses {
    const { items } = snapshot.slice({ kind: 'tasks', jobId, group: 'failed' });
    if (items.length === 0) return { causes: [], toRead: [], unread: 0 };
    const ofJob = this.#ofJob(snapshot, jobId);
    if (ofJob.last?.items === items) return ofJob.last.explained;
    ofJob.explainer ??= new (this.#bundles.diagnosis().CauseExplainer)(this.#logs.find);
    const explained = doAtOnce(ofJob.explainer.explain(findFailed(snapshot, jobId, ofJob.job)));
    const causes = this.#examples?.withExamples(explained.causes) ?? explained.causes;
    ofJob.last = { items, explained: { ...explained, causes } };
    return ofJob.last.explained;
  }

  #ofJob({ account }: AccountSnapshot, jobId: string): OfJob {
    const jobs = this.#jobs.get(account.id) ?? new Map<string, OfJob>();
    const ofJob = jobs.get(jobId) ?? { isExplained: false };
    this.#jobs.set(account.id, jobs.set(jobId, ofJob));
    return ofJob;
  }
}

/** Causes under the titles that they have among others: a title distinguishes a cause from those beside it. */
function callAlike(own: readonly Cause[], ofAccount: readonly Cause[]): readonly Cause[] {
  const titles = new Map(ofAccount.map(({ cluster }) => [cluster.fingerprint, cluster.title]));
  return own.map((cause) => {
    const title = titles.get(cause.cluster.fingerprint) ?? cause.cluster.title;
    return title === cause.cluster.title ? cause : { ...cause, cluster: { ...cause.cluster, title } };
  });
}

function findFailed(snapshot: AccountSnapshot, jobId: string, known: Job = { id: jobId }): readonly FailedTask[] {
  const job = findById(snapshot.slice({ kind: 'jobs' }).items, jobId) ?? known;
  return toFailedTasks(snapshot, job, snapshot.slice({ kind: 'tasks', jobId, group: 'failed' }).items);
}
