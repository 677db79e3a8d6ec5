import type { AccountFacts, AskedOfAccount, Subject } from '../../core/diagnosis/lint/accountChecks.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import type { Job } from '../../core/model/job.ts';
import { findNow } from '../../core/model/missing.ts';
import type { Pool } from '../../core/model/pool.ts';
import type { Task } from '../../core/model/task.ts';
import { equals } from '../../core/query/odata.ts';
import type { CallOptions } from '../../service/ports.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { gatherQuotas } from '../evidence/quotaEvidence.ts';
import { readFirstPage } from '../evidence/readPages.ts';
import { newestFirst } from '../lists/newestFirst.ts';
import type { DiagnosisWith } from '../ports.ts';

/** Pools that are asked for one by one, and jobs whose tasks are looked through: a request or two each. */
const mostPools = 5;
const mostJobs = 3;
/** Jobs, and tasks of one job, that are looked through. */
const pageSize = 200;
const jobSelect: readonly (keyof Job)[] = ['id', 'state', 'creationTime', 'poolInfo'];
const taskSelect: readonly (keyof Task)[] = ['id', 'state', 'commandLine', 'creationTime', 'executionInfo'];

/**
 * Asks an account for what definitions are checked against, and for nothing else: twenty requests at most. What can't be
 * had is said with its reason. Throws `Cancelled`.
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
    const [pools, images, sizes, applications, quotas, tasks] = await Promise.all([
      this.#getPools(),
      this.#asked.images ? this.#list('images', offer.listImages(this.#options)) : undefined,
      this.#asked.sizes ? this.#list('sizes', offer.listSizes(this.#options)) : undefined,
      this.#asked.applications ? this.#list('applications', offer.listApplications(this.#options)) : undefined,
      this.#asked.quotas ? this.#getQuotas() : undefined,
      this.#asked.runs || this.#asked.queue ? this.#ifThere('tasks', this.#readTasks()) : undefined,
    ]);
    if (this.#options.signal?.aborted) throw new Cancelled();
    return { now: this.#now, pools, images, sizes, applications, quotas, ...tasks, unknown: this.#unknown };
  }

  async #getPools(): Promise<ReadonlyMap<string, Pool | undefined>> {
    const { pools } = this.#store.service;
    const found = new Map<string, Pool | undefined>();
    for (const id of this.#asked.poolIds.slice(0, mostPools)) {
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

  async #getQuotas() {
    const quotas = await gatherQuotas(this.#store.service);
    if (quotas.whyUnknown !== undefined) this.#unknown.quotas = quotas.whyUnknown;
    return quotas;
  }

  /** The tasks that ended lately in the newest jobs, and how long the one that has waited longest has waited. */
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
    return {
      ended: ended?.flat(),
      waitedMs: waited.length === 0 ? undefined : Math.max(...waited),
    };
  }

  /** The answer; undefined where there is none, of which the reason is noted. */
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
