import { planAddTasks } from '../../core/changes/taskPlans.ts';
import type { QuotaEvidence } from '../../core/diagnosis/evidence/quotaEvidence.ts';
import type { AccountFacts, AskedOfAccount, Subject } from '../../core/diagnosis/lint/accountChecks.ts';
import { findLargest } from '../../core/extremes.ts';
import { equals } from '../../core/filters/odata.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import { findPoolOfJob, type Job } from '../../core/model/job.ts';
import { findNow } from '../../core/model/missing.ts';
import type { Pool } from '../../core/model/pool.ts';
import type { Task } from '../../core/model/task.ts';
import type { CallOptions } from '../../service/ports.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { gatherQuotas } from '../evidence/quotaEvidence.ts';
import { readFirstPage } from '../evidence/readPages.ts';
import { newestFirst } from '../lists/newestFirst.ts';
import type { DiagnosisWith } from '../ports.ts';

/** Maximum number of pools read individually, and of jobs whose tasks are examined, with one or two requests each. */
const mostPools = 4;
const mostJobs = 3;
/** Maximum number of jobs, and of tasks of one job, that are examined. */
const pageSize = 200;
/** Page size for counting active jobs and job schedules, more than may be active unless Azure has raised the quota. */
const quotaPageSize = 1000;
const jobSelect: readonly (keyof Job)[] = ['id', 'state', 'creationTime', 'poolInfo'];
const taskSelect: readonly (keyof Task)[] = ['id', 'state', 'commandLine', 'creationTime', 'executionInfo'];

/**
 * Reads the facts about an account that definitions are checked against, with at most twenty requests. Records missing
 * facts with the reason. Throws `Cancelled`.
 */
export async function gatherAccountFacts(
  store: Pick<AccountStore, 'service' | 'snapshot'>,
  asked: AskedOfAccount,
  now: number,
  bundles: DiagnosisWith<'foreseeQuota'>,
  options: CallOptions,
): Promise<AccountFacts> {
  const found = await new Gathering(store, asked, now, options).run();
  const foreseeShortage = (pool: Pool) => bundles.diagnosis().foreseeQuota({ pool, quotas: found.quotas });
  return { ...found, foreseeShortage };
}

/** Maximum age of a list in milliseconds. An older list may lack recently created items. */
const recentMs = 5 * 60_000;

/**
 * Returns the facts that are known without requests: loaded pools, and earlier results about images and VM sizes. `job`
 * is the job of the tasks. Leaves out unknown facts.
 */
export function toKnownFacts(
  { service, snapshot }: Pick<AccountStore, 'service' | 'snapshot'>,
  { poolIds }: Pick<AskedOfAccount, 'poolIds'>,
  job: Job | undefined,
  now: number,
): AccountFacts {
  const { items, damaged = [], hasMore, loadedAt } = snapshot.slice({ kind: 'pools' });
  const isRecent = loadedAt !== undefined && now - Date.parse(loadedAt) < recentMs;
  const isAll = isRecent && !hasMore && damaged.length === 0;
  const ofJob = job && findPoolOfJob(job);
  const pools = new Map<string, Pool | undefined>();
  for (const id of ofJob === undefined ? poolIds : [ofJob, ...poolIds]) {
    const pool = items.find((one) => one.id.toLowerCase() === id.toLowerCase());
    if (pool !== undefined || isAll) pools.set(id.toLowerCase(), pool);
  }
  const known = { ...service.offer.known, pools, foreseeShortage: () => undefined, unknown: {} };
  return { now, ...known, ...(job && { job: { job, takesTasks: true } }) };
}

class Gathering {
  readonly #store: Pick<AccountStore, 'service' | 'snapshot'>;
  readonly #asked: AskedOfAccount;
  readonly #now: number;
  readonly #options: CallOptions;
  readonly #unknown: Partial<Record<Subject, string>> = {};

  constructor(
    store: Pick<AccountStore, 'service' | 'snapshot'>,
    asked: AskedOfAccount,
    now: number,
    options: CallOptions,
  ) {
    this.#store = store;
    this.#asked = asked;
    this.#now = now;
    this.#options = options;
  }

  async run(): Promise<Omit<AccountFacts, 'foreseeShortage'>> {
    const { offer } = this.#store.service;
    const job = await this.#getJob();
    const [pools, images, sizes, applications, quotas, tasks] = await Promise.all([
      this.#getPools(job && findPoolOfJob(job.job)),
      this.#asked.images ? this.#list('images', offer.listImages(this.#options)) : undefined,
      this.#asked.sizes ? this.#list('sizes', offer.listSizes(this.#options)) : undefined,
      this.#asked.applications ? this.#list('applications', offer.listApplications(this.#options)) : undefined,
      this.#getQuotas(),
      this.#asked.runs || this.#asked.queue ? this.#ifThere('tasks', this.#readTasks()) : undefined,
    ]);
    if (this.#options.signal?.aborted) throw new Cancelled();
    return { now: this.#now, job, pools, images, sizes, applications, quotas, ...tasks, unknown: this.#unknown };
  }

  /**
   * Returns the job that the tasks are for, and whether it accepts tasks. Undefined if no job was named or it cannot
   * be read.
   */
  async #getJob(): Promise<AccountFacts['job']> {
    const { jobId } = this.#asked;
    const job =
      jobId === undefined
        ? undefined
        : await this.#ifThere('job', this.#store.service.jobs.getJob(jobId, this.#options));
    if (job === undefined) return undefined;
    return { job, takesTasks: planAddTasks(job).possible };
  }

  async #getPools(ofJob: string | undefined): Promise<ReadonlyMap<string, Pool | undefined>> {
    const { pools } = this.#store.service;
    const found = new Map<string, Pool | undefined>();
    const ids = ofJob === undefined ? this.#asked.poolIds : [ofJob, ...this.#asked.poolIds];
    for (const id of ids.slice(0, mostPools)) {
      const pool = await this.#ifThere(
        'pools',
        findNow(pools.getPool(id, this.#options)).then((one) => ({ one })),
      );
      if (pool !== undefined) found.set(id.toLowerCase(), pool.one);
    }
    return found;
  }

  async #list<T>(
    subject: Subject,
    asking: Promise<{ readonly items: readonly T[] } | { readonly whyUnknown: string }>,
  ): Promise<readonly T[] | undefined> {
    const answer = await asking;
    if ('items' in answer) return answer.items;
    this.#unknown[subject] = answer.whyUnknown;
    return undefined;
  }

  async #getQuotas(): Promise<QuotaEvidence | undefined> {
    const { service } = this.#store;
    const { quotas: ofPools, jobQuota: ofJobs } = this.#asked;
    if (!ofPools && !ofJobs) return undefined;
    const quotas: QuotaEvidence = ofPools ? await gatherQuotas(service) : await service.quotas.getQuotas();
    const why = quotas.whyUnknown;
    if (why !== undefined && ofPools) this.#unknown.quotas = why;
    if (why !== undefined && ofJobs) this.#unknown.jobQuota = why;
    if (!ofJobs || quotas.limits?.activeJobAndJobScheduleQuota === undefined) return quotas;
    return { ...quotas, activeJobsAndSchedules: await this.#ifThere('jobQuota', this.#countActive()) };
  }

  async #countActive(): Promise<number> {
    const { jobs, jobSchedules } = this.#store.service;
    const active = {
      ...this.#options,
      filter: equals('state', 'active'),
      select: ['id'] as const,
      pageSize: quotaPageSize,
    };
    const counted = await Promise.all([
      readFirstPage(jobs.listJobs(active)),
      readFirstPage(jobSchedules.listJobSchedules(active)),
    ]);
    return counted.reduce((sum, { length }) => sum + length, 0);
  }

  /** Reads the tasks that ended recently in the newest jobs, and how long the longest-waiting task has waited. */
  async #readTasks(): Promise<Pick<AccountFacts, 'ended' | 'waitedMs'>> {
    const { jobs, tasks } = this.#store.service;
    const { items, loadedAt } = this.#store.snapshot.slice({ kind: 'jobs' });
    const all =
      loadedAt === undefined
        ? await readFirstPage(jobs.listJobs({ ...this.#options, select: jobSelect, pageSize }))
        : items;
    const newest = all.toSorted((one, other) => newestFirst(one.creationTime, other.creationTime)).slice(0, mostJobs);
    const list = (job: Job, state: 'active' | 'completed') =>
      readFirstPage(
        tasks.listTasks(job.id, { ...this.#options, filter: equals('state', state), select: taskSelect, pageSize }),
      );
    const ended = this.#asked.runs ? await Promise.all(newest.map((job) => list(job, 'completed'))) : undefined;
    const open = newest.filter(({ state }) => state === 'active');
    const waiting = this.#asked.queue ? (await Promise.all(open.map((job) => list(job, 'active')))).flat() : [];
    const waited = waiting.map(({ creationTime }) => this.#now - Date.parse(creationTime ?? '')).filter((ms) => ms > 0);
    return { ended: ended?.flat(), waitedMs: waited.length === 0 ? undefined : findLargest(waited) };
  }

  /** Resolves to the answer, or to undefined if there is none, in which case the reason is recorded. */
  async #ifThere<T>(subject: Subject, answer: Promise<T>): Promise<T | undefined> {
    try {
      return await answer;
    } catch (error) {
      if (!BatchError.is(error)) throw error;
      this.#unknown[subject] ??= error.message;
      return undefined;
    }
  }
}
