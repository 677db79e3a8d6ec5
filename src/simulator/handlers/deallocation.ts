import { deallocateNode, startNode } from '../behaviours/nodeLife.ts';
import type { Call } from '../http/call.ts';
import type { Reply } from '../http/reply.ts';
import { ServiceError } from '../http/serviceError.ts';
import { writeReply } from '../http/single.ts';
import { getNamedNode } from './find.ts';
import { nodeOption, requireNodeState } from './nodes.ts';

/** Since 2024-07-01: gives the virtual machine back but keeps the node. */
export function deallocate(call: Call): Reply {
  const node = getNamedNode(call);
  requireNodeState(node, ['idle', 'running', 'offline']);
  deallocateNode(call.world, node, nodeOption(call, 'nodeDeallocateOption'));
  return writeReply(call, 202);
}

/** Since 2024-07-01: brings a deallocated node back. */
export function start(call: Call): Reply {
  const node = getNamedNode(call);
  if (node.state !== 'deallocated') {
    throw new ServiceError('OperationNotValidOnNode', { Reason: 'The node is not deallocated' });
  }
  startNode(call.world, node);
  return writeReply(call, 202);
}
