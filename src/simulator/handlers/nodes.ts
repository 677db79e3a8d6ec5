import { bringOnline, deallocateNode, drainNode, rebootNode, reimageNode, startNode } from '../behaviours/nodeLife.ts';
import { refreshNode } from '../behaviours/nodeStates.ts';
import { openRemoteAccess, toInboundEndpoints, toLoginPort } from '../behaviours/remoteAccess.ts';
import { type Call, param, toMetadata } from '../http/call.ts';
import { findPage, listedArray, listPage, pageReply, type ReplyShape } from '../http/listing.ts';
import type { Reply } from '../http/reply.ts';
import { parseSelect } from '../http/select.ts';
import { ServiceError } from '../http/serviceError.ts';
import { singleReply, writeReply } from '../http/single.ts';
import { type DeallocationOption, toDeallocationOption } from '../state/deallocationOption.ts';
import { findOs } from '../state/nodeOs.ts';
import type { NodeRecord, NodeState } from '../state/records.ts';
import { toKey } from '../state/sortedTable.ts';
import { findObject, findObjects, findText, type WireObject } from '../state/wire.ts';
import { findNodeFilter, findNodeProperties, toWireNode } from '../wire/nodeWire.ts';
import { getNamedNode, getNamedPool } from './find.ts';

/** Lists a pool's nodes page by page; each page is requested when it is consumed. */
export async function listNodes(call: Call): Promise<Reply> {
  const page = await findPage(call, getNamedPool(call).nodes, { filter: findNodeFilter(call.version) });
  const chosen = parseSelect(call, findNodeProperties(call.version));
  if (chosen?.has('endpointConfiguration') ?? true) await openRemoteAccess(page.records);
  return pageReply(call, page, nodeReplyShape(call));
}

export async function getNode(call: Call): Promise<Reply> {
  const node = getNamedNode(call);
  await openRemoteAccess([node]);
  return singleReply(call, node, nodeReplyShape(call));
}

function nodeReplyShape(call: Call): ReplyShape<NodeRecord> {
  return {
    fragment: 'nodes',
    properties: findNodeProperties(call.version),
    toWire: (node) => toWireNode(call.world, node, call.version),
  };
}

const unreadyCodes = {
  creating: 'NodeBeingCreated',
  starting: 'NodeBeingStarted',
  rebooting: 'NodeBeingRebooted',
  reimaging: 'NodeBeingReimaged',
  unusable: 'NodeStateUnusable',
} as const;

/** Throws the service's refusal unless the node is in one of the states. */
export function requireNodeState(node: NodeRecord, states: readonly NodeState[]): void {
  if (states.includes(node.state)) return;
  const code = unreadyCodes[node.state as keyof typeof unreadyCodes];
  throw code === undefined
    ? new ServiceError('OperationNotValidOnNode', { Reason: `The node is in the state ${node.state}` })
    : new ServiceError(code);
}

/** States in which nodes can be rebooted: the documented states, and states that only a reboot resolves. */
const rebootableStates: readonly NodeState[] = ['idle', 'running', 'offline', 'starttaskfailed', 'waitingforstarttask'];

export function reboot(call: Call): Reply {
  const node = getNamedNode(call);
  requireNodeState(node, rebootableStates);
  rebootNode(call.world, node, nodeOption(call, 'nodeRebootOption'));
  return writeReply(call, 202);
}

/** Reimages a node. Before 2024-07-01, only cloud service pools could be reimaged, which no longer exist. */
export function reimage(call: Call): Reply {
  const node = getNamedNode(call);
  if (call.version === '2022-10-01.16.0') {
    throw new ServiceError('OperationNotValidOnNode', {
      Reason: 'Operation reimage can be invoked only on pools created with cloudServiceConfiguration',
    });
  }
  requireNodeState(node, rebootableStates);
  reimageNode(call.world, node, nodeOption(call, 'nodeReimageOption'));
  return writeReply(call, 202);
}

/** Refuses a request for a remote desktop file; these files existed only for cloud service pools. */
export function refuseRemoteDesktop(call: Call): Reply {
  getNamedNode(call);
  throw new ServiceError('OperationNotValidOnNode', {
    Reason: 'Operation rdp can be invoked only on pools created with cloudServiceConfiguration',
  });
}

/** Returns what the action does to running tasks. */
function nodeOption(call: Call, name: string): DeallocationOption {
  return toDeallocationOption(findText(call.body, name));
}

const schedulableStates: readonly NodeState[] = [
  'idle',
  'running',
  'offline',
  'starttaskfailed',
  'waitingforstarttask',
];

export function disableScheduling(call: Call): Reply {
  const node = getNamedNode(call);
  requireNodeState(node, schedulableStates);
  if (node.schedulingState === 'disabled') throw new ServiceError('NodeAlreadyInTargetSchedulingState');
  node.schedulingState = 'disabled';
  call.world.touch(node);
  const drained = drainNode(call.world, node, nodeOption(call, 'nodeDisableSchedulingOption'), false);
  node.isDraining = false;
  refreshNode(call.world, node);
  void drained.then(() => refreshNode(call.world, node));
  return writeReply(call, 200);
}

export function enableScheduling(call: Call): Reply {
  const node = getNamedNode(call);
  requireNodeState(node, schedulableStates);
  if (node.schedulingState === 'enabled') throw new ServiceError('NodeAlreadyInTargetSchedulingState');
  node.schedulingState = 'enabled';
  call.world.touch(node);
  bringOnline(call.world, node);
  return writeReply(call, 200);
}

export async function getRemoteLoginSettings(call: Call): Promise<Reply> {
  const node = getNamedNode(call);
  requireNodeState(node, ['idle', 'running', 'offline', 'starttaskfailed', 'waitingforstarttask']);
  await openRemoteAccess([node]);
  const [endpoint, other] = toInboundEndpoints(node).filter((one) => one['backendPort'] === toLoginPort(node));
  if (endpoint === undefined) {
    throw new ServiceError('OperationNotValidOnNode', {
      Reason: `The pool has no inbound NAT pool for port ${toLoginPort(node)}`,
    });
  }
  return {
    status: 200,
    headers: { dataserviceid: `${call.world.url}${call.path}` },
    body: {
      'odata.metadata': toMetadata(call.world, 'Microsoft.Azure.Batch.Protocol.Entities.RemoteLoginSettings'),
      remoteLoginIPAddress: endpoint['publicIPAddress'],
      remoteLoginPort: endpoint['frontendPort'],
      ...(other === undefined || call.version === '2022-10-01.16.0'
        ? {}
        : { ipv6RemoteLoginIPAddress: other['publicIPAddress'], ipv6RemoteLoginPort: other['frontendPort'] }),
    },
  };
}

/** Since 2024-07-01: releases the virtual machine but keeps the node. */
export function deallocate(call: Call): Reply {
  const node = getNamedNode(call);
  requireNodeState(node, ['idle', 'running', 'offline']);
  deallocateNode(call.world, node, nodeOption(call, 'nodeDeallocateOption'));
  return writeReply(call, 202);
}

/** Since 2024-07-01: restarts a deallocated node. */
export function start(call: Call): Reply {
  const node = getNamedNode(call);
  if (node.state !== 'deallocated') {
    throw new ServiceError('OperationNotValidOnNode', { Reason: 'The node is not deallocated' });
  }
  node.schedulingState = 'enabled';
  startNode(call.world, node);
  return writeReply(call, 202);
}

const extensionReplyShape: ReplyShape<WireObject> = {
  fragment: 'extensions',
  properties: ['provisioningState', 'vmExtension', 'instanceView'],
  toWire: (extension) => extension,
};

export function listExtensions(call: Call): Promise<Reply> {
  return listPage(call, listedArray(findExtensions(getNamedNode(call))), extensionReplyShape);
}

export function getExtension(call: Call): Reply {
  const wanted = toKey(param(call, 'extensionName'));
  const isWanted = (extension: WireObject): boolean =>
    toKey(findText(findObject(extension, 'vmExtension'), 'name') ?? '') === wanted;
  const found = findExtensions(getNamedNode(call)).find(isWanted);
  if (found === undefined) throw new ServiceError('ResourceNotFound');
  return singleReply(call, found, extensionReplyShape);
}

/** Extension that Batch itself installs on every Linux node (recorded). */
const batchExtension: WireObject = {
  name: 'batchNodeExtension',
  publisher: 'Microsoft.Azure.Extensions',
  type: 'CustomScript',
  typeHandlerVersion: '2.0',
  autoUpgradeMinorVersion: true,
};

/**
 * Lists the pool's extensions followed by Batch's own, all of them provisioned. Protected settings are never returned.
 */
function findExtensions(node: NodeRecord): readonly WireObject[] {
  const asked = findObjects(findObject(node.pool.spec, 'virtualMachineConfiguration'), 'extensions');
  const own = findOs(node) === 'linux' ? [batchExtension] : [];
  return [...asked, ...own].map(({ protectedSettings: _secret, ...vmExtension }) => ({
    provisioningState: 'Succeeded',
    vmExtension,
    instanceView: {
      name: vmExtension['name'],
      statuses: [{ code: 'ProvisioningState/succeeded', displayStatus: 'Provisioning succeeded', level: 'Info' }],
    },
  }));
}
