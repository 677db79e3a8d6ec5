import type { ApiVersion } from '../apiVersion.ts';
import type { Call } from '../http/call.ts';
import { listPage } from '../http/listing.ts';
import type { Reply } from '../http/reply.ts';
import type { NodeState, PoolRecord } from '../state/records.ts';
import type { WireObject } from '../state/wire.ts';
import { findNodeStates, shownState } from '../wire/nodeWire.ts';

const countNames: Readonly<Record<NodeState, string>> = {
  creating: 'creating',
  idle: 'idle',
  offline: 'offline',
  preempted: 'preempted',
  rebooting: 'rebooting',
  reimaging: 'reimaging',
  running: 'running',
  starting: 'starting',
  starttaskfailed: 'startTaskFailed',
  leavingpool: 'leavingPool',
  unknown: 'unknown',
  unusable: 'unusable',
  waitingforstarttask: 'waitingForStartTask',
  deallocated: 'deallocated',
  deallocating: 'deallocating',
  upgradingos: 'upgradingOS',
};

/** How many nodes of each pool are in each state the version of the API knows. */
export function listNodeCounts(call: Call): Reply {
  return listPage(call, call.world.pools, {
    fragment: 'poolnodecounts',
    filter: { poolId: { type: 'text' } },
    read: (pool) => pool.id,
    toWire: (pool) => ({
      poolId: pool.id,
      dedicated: countStates(pool, true, call.version),
      lowPriority: countStates(pool, false, call.version),
    }),
  });
}

function countStates(pool: PoolRecord, isDedicated: boolean, version: ApiVersion): WireObject {
  const counts: Record<string, number> = {};
  for (const state of findNodeStates(version)) counts[countNames[state]] = 0;
  let total = 0;
  for (const node of pool.nodes.values()) {
    if (node.isDedicated === isDedicated) {
      const name = countNames[shownState(node.state, version)];
      counts[name] = (counts[name] ?? 0) + 1;
      total += 1;
    }
  }
  return { ...counts, total };
}
