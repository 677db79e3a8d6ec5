import type { ApiVersion } from '../apiVersion.ts';
import { type Call, param } from '../http/call.ts';
import { listedArray, listPage, type ReplyShape } from '../http/listing.ts';
import type { Reply } from '../http/reply.ts';
import { ServiceError } from '../http/serviceError.ts';
import { singleReply } from '../http/single.ts';
import type { NodeState, PoolRecord } from '../state/records.ts';
import { toKey } from '../state/sortedTable.ts';
import { findText, type WireObject } from '../state/wire.ts';
import { findNodeStates, shownState } from '../wire/nodeWire.ts';

const applicationReplyShape: ReplyShape<WireObject> = {
  fragment: 'listapplicationsummariesresponses',
  toWire: (application) => application,
};
const applicationProperties: readonly string[] = ['id', 'displayName', 'versions'];

export function listApplications(call: Call): Promise<Reply> {
  return listPage(call, listedArray(call.world.applications), applicationReplyShape);
}

export function getApplication(call: Call): Reply {
  const wanted = toKey(param(call, 'applicationId'));
  const found = call.world.applications.find((application) => toKey(findText(application, 'id') ?? '') === wanted);
  if (found === undefined) throw new ServiceError('ApplicationNotFound');
  return singleReply(call, found, {
    ...applicationReplyShape,
    fragment: 'getapplicationsummaryresponse',
    properties: applicationProperties,
  });
}

export function listSupportedImages(call: Call): Promise<Reply> {
  return listPage<WireObject>(call, listedArray(call.world.offer.images), {
    fragment: 'supportedimages',
    filter: {
      osType: { type: 'enum', values: ['linux', 'windows'] },
      verificationType: { type: 'enum', values: ['verified', 'unverified'] },
      nodeAgentSKUId: { type: 'id' },
    },
    toWire: (image) => image,
  });
}

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

/** Lists how many nodes of each pool are in each state that the API version knows. */
export function listNodeCounts(call: Call): Promise<Reply> {
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
