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
import { SortedTable } from './sortedTable.ts';
import { isoTime } from './time.ts';
import { type Versioned, Versions } from './version.ts';
import type { WireObject } from './wire.ts';

/** What follows from events, wherever they happen. */
export interface Reactions {
  taskCompleted(task: TaskRecord): void;
  /** It has completed, or is gone. */
  jobEnded(job: JobRecord): void;
  /** There may be room for tasks in the pool, or tasks for its room. */
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
  /** Notes what changes, where something follows that. */
  readonly changes?: Changes | undefined;
  /** What nodes can be made of. */
  readonly offer: Offer;
  quotas: Quotas;
  readonly applications: readonly WireObject[];
  /** Milliseconds from the arrival of one new node of a pool to that of the next, unless the pool has its own. */
  readonly nodeArrivalMs: number;
  /** What a failure of which no exit conditions say anything does to a job that follows them. */
  readonly defaultJobAction: 'none' | 'terminate';
  /** Variables that command lines find besides those of Batch and their own. */
  readonly environment: Readonly<Record<string, string>>;
  /** How runs end that were decided on while the simulator runs. */
  readonly outcomes: OutcomePlan;
  /** How container images fare, by name. */
  readonly containerImages: ContainerImages;
  /** Makes the token a task may use the service with, for its own job. */
  readonly issueJobToken: (jobId: string) => string;
  /** Called for every task that completes. */
  readonly onTaskCompleted: (record: CompletionRecord) => void;
}

export interface WorldParts extends AccountFacts {
  readonly makeReactions: (world: World) => Reactions;
}

type MadeOf<T> = new (facts: T) => T;

/** Takes over its facts as properties, so that the class that extends it need not list and assign them. */
const WithFacts = class {
  constructor(facts: AccountFacts) {
    Object.assign(this, facts);
  }
} as MadeOf<AccountFacts>;

/** What is planned after the end. */
const neverScheduled: Scheduled = { cancel: () => undefined };

/** Everything one account holds, and what moves it. Behaviours are functions over it. */
export class World extends WithFacts {
  readonly reactions: Reactions;
  readonly pools = new SortedTable<PoolRecord>();
  readonly jobs = new SortedTable<JobRecord>();
  readonly jobSchedules = new SortedTable<JobScheduleRecord>();
  /** Of nodes that have left, for usage. */
  readonly formerLeases: NodeLease[] = [];
  /** What happened, for those who look back. */
  readonly events = new EventLog();
  /** The first that matches a pool applies to its resizes. */
  allocationFailures: readonly AllocationFailure[] = [];
  readonly loads = new PoolLoads(this.jobs);
  readonly #versions = new Versions();
  readonly #scheduled = new Set<Scheduled>();
  readonly #closing = new AbortController();

  constructor({ makeReactions, ...facts }: WorldParts) {
    super(facts);
    this.reactions = makeReactions(this);
  }

  /** After close nothing moves any more. */
  get isClosed(): boolean {
    return this.#closing.signal.aborted;
  }

  /** Ends what goes on outside of the clock and the nodes. */
  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  /** The time on the clock as the wire has it. */
  time(): string {
    return isoTime(this.clock.now());
  }

  /** A new version of a resource: an ETag no other has had, and the time of the change. */
  version(): Versioned {
    return this.#versions.next(this.clock.now());
  }

  /** Versions that come are none of those that these resources have. */
  continueVersions(resources: Iterable<Pick<Versioned, 'eTag'>>): void {
    for (const { eTag } of resources) this.#versions.continueAfter(eTag);
  }

  /** Gives a resource a new version: a client has changed it. */
  renew(resource: Versioned & StateRecord): void {
    Object.assign(resource, this.version());
    this.touch(resource);
  }

  /** Called in the turn in which a record has become another. */
  touch(record: StateRecord): void {
    this.loads.touch(record);
    this.changes?.touch(record);
  }

  /** Called in the turn in which a record has left its table for good. */
  drop(record: StateRecord): void {
    this.loads.drop(record);
    this.changes?.drop(record);
  }

  /** Runs `step` after `delayMs` of the clock, unless the simulator is closed first, or was. */
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

  /** Ends what was planned, and everything that runs on the nodes, whose disks are gone then unless they are to be kept. */
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
