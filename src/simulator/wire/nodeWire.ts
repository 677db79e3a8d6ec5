import type { ApiVersion } from '../apiVersion.ts';
import { listRecentTasks } from '../behaviours/recentTasks.ts';
import { isDualStack, toInboundEndpoints } from '../behaviours/remoteAccess.ts';
import type { FilterProperties } from '../http/filter/filter.ts';
import { type NodeRecord, type NodeState, nodeStates, runResults, runStates } from '../state/records.ts';
import { findObject, findText, present, type WireObject } from '../state/wire.ts';
import type { World } from '../state/world.ts';
import { withoutSecrets } from './secrets.ts';

/** States that API versions before 2024-07-01 do not know, and their replacements. */
const olderStates: Partial<Record<NodeState, NodeState>> = {
  deallocated: 'offline',
  deallocating: 'leavingpool',
  upgradingos: 'reimaging',
};

/** Returns the state as an API version shows it. */
export function shownState(state: NodeState, version: ApiVersion): NodeState {
  return version === '2022-10-01.16.0' ? (olderStates[state] ?? state) : state;
}

/**
 * Converts a node to its form on the wire. A node that has not booted has no boot time or agent yet, but an image
 * (recorded).
 */
export function toWireNode(world: World, node: NodeRecord, version: ApiVersion): WireObject {
  const hasBooted = node.lastBootTime !== undefined;
  const tasks = [...node.runs].filter((run) => run.task !== undefined && !run.isOver);
  const recent = listRecentTasks(world, node);
  const endpoints = toInboundEndpoints(node);
  return present({
    id: node.id,
    url: `${world.url}/pools/${node.pool.id}/nodes/${node.id}`,
    state: shownState(node.state, version),
    schedulingState: node.schedulingState,
    stateTransitionTime: node.stateTransitionTime,
    lastBootTime: node.lastBootTime,
    allocationTime: node.allocationTime,
    ipAddress: node.ipAddress,
    ipv6Address: version === '2025-06-01' ? toIpv6Address(node) : undefined,
    affinityId: `TVM:${node.id}`,
    vmSize: node.vmSize,
    totalTasksRun: node.totalTasksRun,
    totalTasksSucceeded: node.totalTasksSucceeded,
    runningTasksCount: tasks.length,
    runningTaskSlotsCount: tasks.reduce((sum, run) => sum + run.slots, 0),
    recentTasks: recent.length > 0 ? recent : undefined,
    startTask: node.startTask && withoutSecrets(node.startTask),
    startTaskInfo: node.startTaskInfo,
    ...(version === '2022-10-01.16.0' && hasBooted ? { certificateReferences: [] } : {}),
    errors: node.errors.length > 0 ? node.errors : undefined,
    isDedicated: node.isDedicated,
    endpointConfiguration: endpoints.length > 0 ? { inboundEndpoints: endpoints } : undefined,
    nodeAgentInfo: hasBooted ? { lastUpdateTime: node.lastBootTime, version: '1.13.0' } : undefined,
    virtualMachineInfo: { imageReference: exactImage(node) },
  });
}

/** Returns the node's IPv6 address in the pool's own network; undefined if the pool has no IPv6 (recorded). */
function toIpv6Address({ pool, index }: NodeRecord): string | undefined {
  return isDualStack(pool) ? `fd00::${(index + 4).toString(16)}` : undefined;
}

function exactImage(node: NodeRecord): WireObject | undefined {
  const image = findObject(findObject(node.pool.spec, 'virtualMachineConfiguration'), 'imageReference');
  // Recorded: not the version that "latest" stands for.
  return image && { ...image, exactVersion: findText(image, 'version') ?? 'latest' };
}

/** Lists the states that an API version knows. */
export function findNodeStates(version: ApiVersion): readonly NodeState[] {
  return version === '2025-06-01' ? nodeStates : nodeStates.filter((state) => olderStates[state] === undefined);
}

/** Returns the filter properties of nodes. */
export function findNodeFilter(version: ApiVersion): FilterProperties {
  return {
    state: { type: 'enum', values: findNodeStates(version) },
    stateTransitionTime: { type: 'date' },
    lastBootTime: { type: 'date' },
    allocationTime: { type: 'date' },
    'startTaskInfo/state': { type: 'enum', values: runStates },
    'startTaskInfo/result': { type: 'enum', values: runResults },
    'startTaskInfo/exitCode': { type: 'number' },
    'startTaskInfo/startTime': { type: 'date' },
    'startTaskInfo/endTime': { type: 'date' },
  };
}

/** Returns the properties of a node that `$select` accepts. */
export function findNodeProperties(version: ApiVersion): readonly string[] {
  const hidden = version === '2022-10-01.16.0' ? 'ipv6Address' : 'certificateReferences';
  return nodeProperties.filter((name) => name !== hidden);
}

const nodeProperties: readonly string[] = (
  'id url state schedulingState stateTransitionTime lastBootTime allocationTime ipAddress ipv6Address affinityId ' +
  'vmSize totalTasksRun totalTasksSucceeded runningTasksCount runningTaskSlotsCount recentTasks startTask ' +
  'startTaskInfo certificateReferences errors isDedicated endpointConfiguration nodeAgentInfo virtualMachineInfo'
).split(' ');
