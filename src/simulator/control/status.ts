import { listUnderway } from '../behaviours/underway.ts';
import type { OutcomePlan, PlannedOutcome } from '../executors/outcomePlan.ts';
import type { Fault } from '../http/fault.ts';
import type { FaultPlan } from '../http/faultPlan.ts';
import type { RecordLog } from '../http/recordLog.ts';
import type { RequestRecord } from '../logRecords.ts';
import type { Snapshot, Snapshots } from '../saved/snapshots.ts';
import type { AllocationFailure, Quotas } from '../scenarios/scenario.ts';
import type { LiveWorld } from '../state/liveWorld.ts';
import type { NodeRecord, PoolRecord } from '../state/records.ts';

/** The parts that controls operate on. */
export interface Controlled {
  readonly live: LiveWorld;
  readonly faults: FaultPlan;
  readonly outcomes: OutcomePlan;
  readonly requests: RecordLog<RequestRecord>;
  readonly snapshots: Snapshots;
  /** Restores the account to its initial state. */
  reset(): Promise<void>;
  /** Restores the account to its state in the snapshot. */
  restore(snapshot: Snapshot): Promise<void>;
}

/** The current status, with the wire's names, and without keys and request bodies. */
export interface SimulatorStatus {
  readonly accountName: string;
  readonly url: string;
  /** Time on the simulator's clock. */
  readonly time: string;
  /** Speed relative to the computer's clock; 0 while it is held. */
  readonly speed: number;
  readonly quotas: Quotas;
  readonly pools: readonly PoolStatus[];
  readonly jobs: Readonly<Record<string, number>>;
  readonly tasks: Readonly<Record<string, number>>;
  readonly runningTasks: readonly RunningTask[];
  /**
   * Activities in progress that end by themselves, one line each, limited in number. The account is idle if there are
   * none.
   */
  readonly underway: readonly string[];
  readonly outcomes: readonly PlannedOutcome[];
  readonly faults: readonly (Fault & { readonly calls: number })[];
  readonly allocationFailures: readonly AllocationFailure[];
  readonly requests: number;
}

interface PoolStatus {
  readonly id: string;
  readonly state: string;
  readonly allocationState: string;
  readonly targetDedicatedNodes: number;
  readonly targetLowPriorityNodes: number;
  /** Counts by state. */
  readonly nodes: Readonly<Record<string, number>>;
  /** IDs of nodes whose disk is full, which their state doesn't show at once. */
  readonly nodesWithFullDisk: readonly string[];
  readonly resizeErrors: readonly unknown[];
}

interface RunningTask {
  readonly jobId: string;
  readonly id: string;
  readonly state: string;
  readonly poolId: string;
  readonly nodeId: string;
  readonly startTime: string | undefined;
}

/** Maximum number of lines about activities in progress; more would add no information. */
const mostUnderway = 20;

/** Returns the current status. */
export function describeStatus({ live, faults, outcomes, requests }: Controlled): SimulatorStatus {
  const world = live.current;
  const jobs = [...world.jobs.values()];
  const total = { active: 0, running: 0, completed: 0, succeeded: 0, failed: 0 };
  for (const { counts } of jobs) {
    for (const name of ['active', 'running', 'completed', 'succeeded', 'failed'] as const) total[name] += counts[name];
  }
  const pools = [...world.pools.values()];
  return {
    accountName: world.accountName,
    url: world.url,
    time: world.time(),
    speed: world.clock.speed ?? 1,
    quotas: world.quotas,
    pools: pools.map(describePool),
    jobs: countBy(jobs, ({ state }) => state),
    tasks: total,
    runningTasks: pools.flatMap((pool) => [...pool.nodes.values()].flatMap(listRunning)),
    underway: [...listUnderway(world)].slice(0, mostUnderway),
    outcomes: outcomes.planned,
    faults: faults.planned.map(({ fault, calls }) => ({ ...fault, calls })),
    allocationFailures: world.allocationFailures,
    requests: requests.count,
  };
}

function describePool(pool: PoolRecord): PoolStatus {
  const nodes = [...pool.nodes.values()];
  const { id, state, allocationState, targetDedicatedNodes, targetLowPriorityNodes, resizeErrors } = pool;
  return {
    id,
    state,
    allocationState,
    targetDedicatedNodes,
    targetLowPriorityNodes,
    nodes: countBy(nodes, (node) => node.state),
    nodesWithFullDisk: nodes.filter(({ isDiskFull }) => isDiskFull).map((node) => node.id),
    resizeErrors,
  };
}

function listRunning({ id, pool, runs }: NodeRecord): readonly RunningTask[] {
  return [...runs].flatMap(({ task, isOver }) =>
    task === undefined || isOver
      ? []
      : [
          {
            jobId: task.job.id,
            id: task.id,
            state: task.state,
            poolId: pool.id,
            nodeId: id,
            startTime: task.executionInfo.startTime,
          },
        ],
  );
}

function countBy<T>(items: readonly T[], toName: (item: T) => string): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[toName(item)] = (counts[toName(item)] ?? 0) + 1;
  return counts;
}
