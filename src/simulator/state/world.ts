import type { Clock, Scheduled } from '../clock.ts';
import type { Executor } from '../executors/executor.ts';
import type { ContainerImages, Quotas, WireObject } from '../scenarios/scenario.ts';
import type { CompletionRecord, IdSource } from '../simulatorOptions.ts';
import type { NodeLease } from './leases.ts';
import type { JobRecord, JobScheduleRecord, PoolRecord, TaskRecord, Versioned } from './records.ts';
import { SortedTable } from './sortedTable.ts';
import { isoTime } from './time.ts';

/** .NET counts ticks of 100 ns from year 1; the service's ETags are made of them. */
const ticksPerMs = 10_000n;
const epochTicks = 621_355_968_000_000_000n;

/** A version which a resource of a scenario has from the start: the same for the same time and number. */
export function versionAt(ms: number, index: number): Versioned {
  return { eTag: toTag(toTicks(ms) + BigInt(index)), lastModified: isoTime(ms) };
}

function toTicks(ms: number): bigint {
  return epochTicks + BigInt(Math.floor(ms)) * ticksPerMs;
}

function toTag(ticks: bigint): string {
  return `0x${ticks.toString(16).toUpperCase()}`;
}

/** What follows from events, wherever they happen. */
export interface Reactions {
  taskCompleted(task: TaskRecord): void;
  /** It has completed, or is gone. */
  jobEnded(job: JobRecord): void;
  /** There may be room for tasks in the pool, or tasks for its room. */
  schedulingDue(pool: PoolRecord): void;
}

const noReactions: Reactions = {
  taskCompleted: () => undefined,
  jobEnded: () => undefined,
  schedulingDue: () => undefined,
};

/** What is planned after the end. */
const neverScheduled: Scheduled = { cancel: () => undefined };

/** Everything one account holds, and what moves it. Behaviours are functions over it. */
export class World {
  readonly accountName: string;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly executor: Executor;
  readonly quotas: Quotas;
  readonly pools = new SortedTable<PoolRecord>();
  readonly jobs = new SortedTable<JobRecord>();
  readonly jobSchedules = new SortedTable<JobScheduleRecord>();
  /** Set once, when the simulator starts. */
  reactions: Reactions = noReactions;
  /** Of nodes that have left, for usage. */
  readonly formerLeases: NodeLease[] = [];
  /** Makes the token a task may use the service with, for its own job. Set once, like the reactions. */
  issueJobToken: (jobId: string) => string = () => '';
  applications: readonly WireObject[] = [];
  /** Milliseconds from the arrival of one new node of a pool to that of the next, unless the pool has its own. */
  nodeArrivalMs = 0;
  /** How container images fare, by name. */
  containerImages: ContainerImages = {};
  /** `http://127.0.0.1:PORT`, known once the server listens. */
  url = '';
  /** Told of every task that completes. */
  onTaskCompleted: (record: CompletionRecord) => void = () => undefined;
  /** Set at close: nothing moves any more. */
  isClosed = false;
  readonly #scheduled = new Set<Scheduled>();
  #lastTicks = 0n;

  constructor(parts: {
    readonly accountName: string;
    readonly clock: Clock;
    readonly ids: IdSource;
    readonly executor: Executor;
    readonly quotas: Quotas;
  }) {
    this.accountName = parts.accountName;
    this.clock = parts.clock;
    this.ids = parts.ids;
    this.executor = parts.executor;
    this.quotas = parts.quotas;
  }

  /** The time on the clock as the wire has it. */
  time(): string {
    return isoTime(this.clock.now());
  }

  /** A new version of a resource: an ETag no other has had, and the time of the change. */
  version(): Versioned {
    const ticks = toTicks(this.clock.now());
    this.#lastTicks = ticks > this.#lastTicks ? ticks : this.#lastTicks + 1n;
    return { eTag: toTag(this.#lastTicks), lastModified: this.time() };
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

  /** Ends what was planned, and everything that runs on the nodes. */
  async close(): Promise<void> {
    this.isClosed = true;
    for (const scheduled of this.#scheduled) scheduled.cancel();
    this.#scheduled.clear();
    for (const pool of this.pools.values()) {
      for (const node of pool.nodes.values()) {
        for (const run of node.runs) {
          run.isOver = true;
          run.abort.abort();
        }
      }
    }
    await this.executor.dispose();
  }
}
