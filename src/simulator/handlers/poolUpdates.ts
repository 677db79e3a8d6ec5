import {
  checkPackageCount,
  checkPool,
  checkStartTask,
  poolWithDefaults,
  startTaskWithDefaults,
  toPoolAsking,
} from '../bodies/poolDefaults.ts';
import { checkMetadata } from '../bodies/rules.ts';
import type { Call } from '../http/call.ts';
import type { Reply } from '../http/reply.ts';
import { ServiceError } from '../http/serviceError.ts';
import { writeReply } from '../http/single.ts';
import { findObject, type WireObject } from '../state/wire.ts';
import { checkPackages } from './packageReferences.ts';
import { writablePool } from './pools.ts';

/** Properties that PATCH may change while the pool has nodes; other properties can be changed only on an empty pool. */
const alwaysPatchable: readonly string[] = [
  'startTask',
  'applicationPackageReferences',
  'metadata',
  'certificateReferences',
  'targetNodeCommunicationMode',
];

/** PATCH: replaces the given properties. */
export function patchPool(call: Call): Reply {
  const pool = writablePool(call);
  const guarded = Object.keys(call.body).filter((name) => !alwaysPatchable.includes(name));
  if (guarded.length > 0 && pool.nodes.size > 0) {
    throw new ServiceError('OperationNotValidOnPool', {
      Reason: `${guarded.join(', ')} can be changed only while the pool is empty`,
    });
  }
  const changed = { ...pool.spec, ...withStartTask(call.body) };
  const asking = toPoolAsking(call);
  // The pool's endpoints were checked by the rules of the version that added it, and its image by the rights of the
  // client that added it.
  checkPool(
    { ...changed, networkConfiguration: call.body['networkConfiguration'] },
    { ...asking, isSharedKey: call.isSharedKey && call.body['virtualMachineConfiguration'] !== undefined },
  );
  checkPackages(call.world, call.body);
  pool.spec = poolWithDefaults(changed);
  call.world.renew(pool);
  return writeReply(call, 200, pool);
}

/** POST updateproperties: replaces all of the operation's properties; an omitted start task is removed. */
export function updatePoolProperties(call: Call): Reply {
  const pool = writablePool(call);
  checkStartTask(findObject(call.body, 'startTask'));
  checkMetadata(call.body);
  checkPackageCount(call.body);
  checkPackages(call.world, call.body);
  const { startTask: _former, ...rest } = pool.spec;
  pool.spec = { ...rest, ...withStartTask(call.body) };
  call.world.renew(pool);
  return writeReply(call, 204, pool);
}

function withStartTask(body: WireObject): WireObject {
  const startTask = findObject(body, 'startTask');
  return startTask === undefined ? body : { ...body, startTask: startTaskWithDefaults(startTask) };
}
