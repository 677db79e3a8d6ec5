import type { JobRecord, StateRecord } from './records.ts';
import { toKey } from './sortedTable.ts';
import { findText } from './wire.ts';

/**
 * Number of tasks in the jobs of a pool. Batch documentation: an active multi-instance task counts once for each
 * instance.
 */
export interface PoolLoad {
  readonly active: number;
  readonly running: number;
  readonly succeeded: number;
  readonly failed: number;
}

const noLoad: PoolLoad = { active: 0, running: 0, succeeded: 0, failed: 0 };

interface Share {
  readonly poolKey: string;
  readonly load: PoolLoad;
}

/**
 * Totals the tasks of each pool's jobs. The cost of a query depends on the changes since the last one, not on the
 * number of jobs.
 */
export class PoolLoads {
  readonly #jobs: { values(): Iterable<JobRecord> };
  readonly #shares = new Map<JobRecord, Share>();
  readonly #loads = new Map<string, PoolLoad>();
  /** Jobs that have changed since the last query; undefined, which means all, before the first one. */
  #changed: Set<JobRecord> | undefined;

  constructor(jobs: { values(): Iterable<JobRecord> }) {
    this.#jobs = jobs;
  }

  /** Notes that a record has changed. */
  touch(record: StateRecord): void {
    if (record.kind === 'job') this.#changed?.add(record);
    else if (record.kind === 'task') this.#changed?.add(record.job);
  }

  /** Notes that a record has left its table. */
  drop(record: StateRecord): void {
    if (record.kind !== 'job') {
      this.touch(record);
      return;
    }
    this.#changed?.delete(record);
    this.#take(record);
  }

  find(poolId: string): PoolLoad {
    for (const job of this.#changed ?? this.#jobs.values()) {
      this.#take(job);
      this.#add(job);
    }
    this.#changed = new Set();
    return this.#loads.get(toKey(poolId)) ?? noLoad;
  }

  #add(job: JobRecord): void {
    const { running, succeeded, failed } = job.counts;
    const share = {
      poolKey: toKey(findText(job.executionInfo, 'poolId') ?? ''),
      load: { active: job.readyInstances, running, succeeded, failed },
    };
    this.#shares.set(job, share);
    this.#change(share, 1);
  }

  #take(job: JobRecord): void {
    const share = this.#shares.get(job);
    this.#shares.delete(job);
    if (share !== undefined) this.#change(share, -1);
  }

  #change({ poolKey, load }: Share, by: 1 | -1): void {
    const { active, running, succeeded, failed } = this.#loads.get(poolKey) ?? noLoad;
    this.#loads.set(poolKey, {
      active: active + by * load.active,
      running: running + by * load.running,
      succeeded: succeeded + by * load.succeeded,
      failed: failed + by * load.failed,
    });
  }
}
