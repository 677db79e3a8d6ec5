import type { Versioned } from '../state/version.ts';
import { type Call, toMetadata } from './call.ts';
import { checkConditions } from './conditions.ts';
import type { ReplyShape } from './listing.ts';
import type { Reply } from './reply.ts';
import { checkExpand, parseSelect, select } from './select.ts';

/** Returns the response to reading one resource, with `$select`, conditions, and its version. */
export function singleReply<T>(call: Call, resource: T, shape: ReplyShape<T>, versioned?: Versioned): Reply {
  const chosen = parseSelect(call, shape.properties);
  checkExpand(call);
  if (versioned !== undefined) checkConditions(call, versioned);
  const metadata = toMetadata(call.world, `${shape.fragment}/@Element`);
  const body = { 'odata.metadata': metadata, ...select(shape.toWire(resource), chosen) };
  return { status: 200, body, ...(versioned === undefined ? {} : { versioned }) };
}

/** Returns the response to a write without a body: `dataserviceid` has the address of the resource. */
export function writeReply(call: Call, status: number, versioned?: Versioned): Reply {
  const headers = { dataserviceid: `${call.world.url}${call.path}` };
  return { status, headers, ...(versioned === undefined ? {} : { versioned }) };
}

/** Returns the response to a write without `dataserviceid` (recorded): DELETE, and a task's reactivation. */
export function bareReply(status: number, versioned?: Versioned): Reply {
  return { status, ...(versioned === undefined ? {} : { versioned }) };
}

/** Returns the response to adding a resource: `location` has its address. */
export function createdReply(url: string, versioned?: Versioned): Reply {
  const headers = { location: url, dataserviceid: url };
  return { status: 201, headers, ...(versioned === undefined ? {} : { versioned }) };
}
