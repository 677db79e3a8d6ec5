import type { NodeRecord, PoolRecord } from '../state/records.ts';
import { isoTime } from '../state/time.ts';
import { findText } from '../state/wire.ts';
import type { World } from '../state/world.ts';

/** Properties that are given for the nodes of a scenario, and generated for all other nodes. */
interface Past {
  readonly id?: string;
  readonly allocatedMs?: number;
}

/** Returns a node whose virtual machine has just been allocated; not in any table yet. */
export function newNode(world: World, pool: PoolRecord, isDedicated: boolean, past: Past = {}): NodeRecord {
  const index = pool.nodesMade;
  pool.nodesMade += 1;
  return {
    kind: 'node',
    id: past.id ?? `tvmps_${world.ids.hex(64)}_${isDedicated ? 'd' : 'p'}`,
    pool,
    index,
    hasRemoteAccess: true,
    isDedicated,
    allocationTime: isoTime(past.allocatedMs ?? world.clock.now()),
    ipAddress: `10.0.${Math.floor(index / 250)}.${(index % 250) + 4}`,
    vmSize: findText(pool.spec, 'vmSize') ?? '',
    state: 'creating',
    stateTransitionTime: world.time(),
    schedulingState: 'enabled',
    lastBootTime: undefined,
    startTask: undefined,
    startTaskInfo: undefined,
    startTaskRuns: 0,
    errors: [],
    totalTasksRun: 0,
    totalTasksSucceeded: 0,
    recentTasks: [],
    machine: undefined,
    users: new Map(),
    runs: new Set(),
    jobTasks: new Map(),
    isDraining: false,
    isDiskFull: false,
    generation: 0,
  };
}
