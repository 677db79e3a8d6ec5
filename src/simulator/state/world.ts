import type { Offer } from '../bodies/offer.ts';
import type { Clock, Scheduled } from '../clock.ts';
import type { Executor } from '../executors/executor.ts';
import type { OutcomePlan } from '../executors/outcomePlan.ts';
import type { IdSource } from '../ids.ts';
import type { CompletionRecord } from '../logRecords.ts';
import type { AllocationFailure, ContainerImages, Quotas } from '../scenarios/scenario.ts';
import type { Changes } from './changes.ts';
import { EventLog } from './eventLog.ts';
import type { NodeLease } from './leases.ts';
import { PoolLoads } from './poolLoads.ts';
import type { JobRecord, JobScheduleRecord, PoolRecord, StateRecord, TaskRecord } from './records.ts';
import { SortedTable, type Table } from './sortedTable.ts';
import { isoTime } from './time.ts';
import { type Versioned, Versions } from './version.ts';
import type { WireObject } from './wire.ts';

/** Consequences of events, wherever they occur. */
export interface Reactions {
  taskCompleted(task: TaskRecord): void;
  /** Called when the job has completed or was deleted. */
  jobEnded(job: JobRecord): void;
  /** Called when there may be tasks to place in the pool. */
  schedulingDue(pool: PoolRecord): void;
}

interface AccountFacts {
  readonly accountName: string;
  /** The region, as Resource Manager names it. */
  readonly location: string;
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly executor: Executor;
  /** Records changes; absent if the account is not persistent. */
  readonly changes?: Changes | undefined;
  readonly offer: Offer;
  quotas: Quotas;
  readonly applications: readonly WireObject[];
  /** Milliseconds between the arrivals of a pool's new nodes, unless the pool has its own value. */
  readonly nodeArrivalMs: number;
  /** Effect on a job of a failure that no exit condition covers, if the job acts on task failures. */
  readonly defaultJobAction: 'none' | 'terminate';
  /** Environment variables of command lines, in addition to those of Batch and their own. */
  readonly environment: Readonly<Record<string, string>>;
  /** Outcomes of runs that were planned while the simulator runs. */
  readonly outcomes: OutcomePlan;
  readonly containerImages: ContainerImages;
  /** Issues the token with which a task may use the service, for its own job. */
  readonly issueJobToken: (jobId: string) => string;
  readonly onTaskCompleted: (record: CompletionRecord) => void;
}

export interface WorldParts extends AccountFacts {
  readonly makeReactions: (world: World) => Reactions;
}

type MadeOf<T> = new (facts: T) => T;

/** Copies the facts to properties, which the subclass then needn't list and assign. */
const WithFacts = class {
  constructor(facts: AccountFacts) {
    Object.assign(this, facts);
  }
} as MadeOf<AccountFacts>;

const neverScheduled: Scheduled = { cancel: () => undefined };

/** Content of one account and its activities; behavior is in functions that take a world. */
export class World extends WithFacts {
  readonly reactions: Reactions;
  readonly pools = new SortedTable<PoolRecord>();
  readonly jobs = new SortedTable<JobRecord>();
  readonly jobSchedules = new SortedTable<JobScheduleRecord>();
  /** Leases of nodes that have left, for usage metrics. */
  readonly formerLeases: NodeLease[] = [];
  readonly events = new EventLog();
  /** The first failure that matches a pool applies to its resizes. */
  allocationFailures: readonly AllocationFailure[] = [];
  readonly loads = new PoolLoads(this.jobs);
  readonly #versions = new Versions();
  readonly #scheduled = new Set<Scheduled>();
  readonly #closing = new AbortController();

  constructor({ makeReactions, ...facts }: WorldParts) {
    super(facts);
    this.reactions = makeReactions(this);
  }

  /** True after `close`, when nothing changes any more. */
  get isClosed(): boolean {
    return this.#closing.signal.aborted;
  }

  /** Aborted to end activities outside of the clock and the nodes. */
  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  /** Returns the clock's time in the wire's format. */
  time(): string {
    return isoTime(this.clock.now());
  }

  /** Returns a new version of a resource: a unique ETag, and the time of the change. */
  version(): Versioned {
    return this.#versions.next(this.clock.now());
  }

  /** Makes later versions differ from those of existing resources. */
  continueVersions(resources: Iterable<Pick<Versioned, 'eTag'>>): void {
    for (const { eTag } of resources) this.#versions.continueAfter(eTag);
  }

  /** Gives a resource a new version, because a client has changed it. */
  renew(resource: Versioned & StateRecord): void {
    Object.assign(resource, this.version());
    this.touch(resource);
  }

  /** Called in the same turn as a change of a record. */
  touch(record: StateRecord): void {
    this.#findTable(record).touch(record.id);
    this.loads.touch(record);
    this.changes?.touch(record);
  }

  #findTable(record: StateRecord): Pick<Table<StateRecord>, 'touch'> {
    switch (record.kind) {
      case 'pool':
        return this.pools;
      case 'node':
        return record.pool.nodes;
      case 'job':
        return this.jobs;
      case 'task':
        return record.job.tasks;
      case 'jobSchedule':
        return this.jobSchedules;
    }
  }

  /** Called in the same turn as the permanent removal of a record from its table. */
  drop(record: StateRecord): void {
    this.loads.drop(record);
    this.changes?.drop(record);
  }

  /** Runs `step` after `delayMs` on the clock, unless the world is closed by then. */
  later(delayMs: number, step: () => void): Scheduled {
    if (this.isClosed) return neverScheduled;
    const scheduled = this.clock.schedule(delayMs, () => {
      this.#scheduled.delete(scheduled);
      step();
    });
    this.#scheduled.add(scheduled);
    return {
      cancel: () => {
        this.#scheduled.delete(scheduled);
        scheduled.cancel();
      },
    };
  }

  /**
   * Cancels planned steps, and ends everything that runs on the nodes, whose disks are deleted unless `keepsDisks` is
   * set.
   */
  async close(keepsDisks = false): Promise<void> {
    this.#closing.abort();
    for (const scheduled of this.#scheduled) scheduled.cancel();
    this.#scheduled.clear();
    const nodes = [...this.pools.values()].flatMap((pool) => [...pool.nodes.values()]);
    for (const run of nodes.flatMap((node) => [...node.runs])) {
      run.isOver = true;
      run.abort.abort();
    }
    await Promise.all(nodes.map((node) => (keepsDisks ? node.machine?.close() : node.machine?.dispose())));
  }
}
