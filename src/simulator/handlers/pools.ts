import { deletePool, startRemoval, startResize, stopResize } from '../behaviours/allocation.ts';
import { startPool } from '../behaviours/poolStart.ts';
import {
  checkPool,
  leastResizeTimeoutMs,
  longestResizeTimeoutMs,
  poolWithDefaults,
  toPoolAsking,
} from '../bodies/poolDefaults.ts';
import { checkDuration, checkId, checkRange } from '../bodies/rules.ts';
import type { Call } from '../http/call.ts';
import { checkConditions } from '../http/conditions.ts';
import { listPage, type ReplyShape } from '../http/listing.ts';
import type { Reply } from '../http/reply.ts';
import { withStats } from '../http/select.ts';
import { invalidPropertyValue, ServiceError } from '../http/serviceError.ts';
import { bareReply, createdReply, singleReply, writeReply } from '../http/single.ts';
import { type DeallocationOption, toDeallocationOption } from '../state/deallocationOption.ts';
import { newPool } from '../state/newPool.ts';
import type { NodeRecord, PoolRecord } from '../state/records.ts';
import { findFlag, findNumber, findText, findTexts } from '../state/wire.ts';
import { findPoolProperties, poolFilter, readPool, toWirePool } from '../wire/poolWire.ts';
import { poolStats } from '../wire/statsWire.ts';
import { getNamedPool } from './find.ts';
import { requireSyntax } from './formulaSyntax.ts';
import { checkPackages } from './packageReferences.ts';

/** Batch documentation: maximum number of nodes that one request removes. */
const mostRemovedNodes = 100;

export function addPool(call: Call): Reply {
  const { world, body, version } = call;
  const id = checkId(body['id']);
  checkPool(body, toPoolAsking(call));
  checkPackages(world, body);
  requireSyntax(findText(body, 'autoScaleFormula') ?? '');
  if (world.pools.has(id)) throw new ServiceError('PoolExists');
  if (world.pools.size >= (world.quotas.poolQuota ?? Infinity)) throw new ServiceError('PoolQuotaReached');
  const pool = newPool(world, poolWithDefaults(body), version === '2022-10-01.16.0');
  startPool(world, pool);
  return createdReply(`${world.url}/pools/${pool.id}`, pool);
}

export function listPools(call: Call): Promise<Reply> {
  return listPage(call, call.world.pools, { filter: poolFilter, read: readPool, ...poolReplyShape(call) });
}

export function getPool(call: Call): Reply {
  const pool = getNamedPool(call);
  return singleReply(call, pool, poolReplyShape(call), pool);
}

function poolReplyShape(call: Call): ReplyShape<PoolRecord> {
  return {
    fragment: 'pools',
    properties: findPoolProperties(call.version),
    toWire: (pool) => withStats(call, toWirePool(call.world, pool, call.version), () => poolStats(call.world, pool)),
  };
}

/** HEAD: succeeds if the pool exists. */
export function poolExists(call: Call): Reply {
  const pool = getNamedPool(call);
  checkConditions(call, pool);
  return { status: 200, versioned: pool };
}

export function removePool(call: Call): Reply {
  const pool = writablePool(call);
  deletePool(call.world, pool);
  return bareReply(202);
}

export function resizePool(call: Call): Reply {
  const { body } = call;
  const dedicated = findNumber(body, 'targetDedicatedNodes');
  const lowPriority = findNumber(body, 'targetLowPriorityNodes');
  // Recorded: refused before the pool is looked for.
  if (dedicated === undefined && lowPriority === undefined) {
    const names = 'targetDedicatedNodes and/or targetLowPriorityNodes';
    throw new ServiceError('MissingRequiredProperty', { PropertyName: names });
  }
  const pool = steadyPool(call);
  if (findFlag(pool.spec, 'enableAutoScale') === true) {
    throw new ServiceError('OperationNotValidOnPool', { Reason: 'The pool scales itself' });
  }
  checkDuration(body, 'resizeTimeout', leastResizeTimeoutMs, longestResizeTimeoutMs);
  checkRange(body, 'targetDedicatedNodes', 0, Infinity);
  checkRange(body, 'targetLowPriorityNodes', 0, Infinity);
  keepTimeout(pool, body);
  startResize(call.world, pool, {
    dedicated: dedicated ?? pool.targetDedicatedNodes,
    lowPriority: lowPriority ?? pool.targetLowPriorityNodes,
    option: findDeallocationOption(body),
  });
  return writeReply(call, 202, pool);
}

export function stopPoolResize(call: Call): Reply {
  const pool = writablePool(call);
  if (pool.allocationState !== 'resizing') {
    throw new ServiceError('OperationInvalidForCurrentState', { Reason: 'The pool is not being resized' });
  }
  stopResize(call.world, pool);
  return writeReply(call, 202, pool);
}

export function removeNodes(call: Call): Reply {
  const pool = steadyPool(call);
  const ids = findTexts(call.body, 'nodeList');
  if (ids.length < 1 || ids.length > mostRemovedNodes) {
    throw invalidPropertyValue('nodeList', String(ids.length), `There must be from 1 to ${mostRemovedNodes} nodes`);
  }
  checkDuration(call.body, 'resizeTimeout', leastResizeTimeoutMs, longestResizeTimeoutMs);
  const nodes = new Set(ids.map((id) => nodeNamed(pool, id)));
  keepTimeout(pool, call.body);
  startRemoval(call.world, pool, [...nodes], findDeallocationOption(call.body));
  return writeReply(call, 202, pool);
}

function nodeNamed(pool: PoolRecord, id: string): NodeRecord {
  const node = pool.nodes.get(id);
  if (node === undefined) throw new ServiceError('NodeNotFound', { NodeId: id });
  return node;
}

function keepTimeout(pool: PoolRecord, body: Call['body']): void {
  const resizeTimeout = findText(body, 'resizeTimeout');
  if (resizeTimeout !== undefined) pool.spec = { ...pool.spec, resizeTimeout };
}

function findDeallocationOption(body: Call['body']): DeallocationOption {
  return toDeallocationOption(findText(body, 'nodeDeallocationOption'));
}

/** Returns the pool, unless it is being deleted or a condition is not met. */
export function writablePool(call: Call): PoolRecord {
  const pool = getNamedPool(call);
  checkConditions(call, pool);
  if (pool.state === 'deleting') throw new ServiceError('PoolBeingDeleted');
  return pool;
}

/** Returns the pool, unless it is being deleted or resized. */
export function steadyPool(call: Call): PoolRecord {
  const pool = writablePool(call);
  if (pool.allocationState !== 'steady') throw new ServiceError('PoolBeingResized');
  return pool;
}
