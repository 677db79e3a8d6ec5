import type { Versioned } from '../state/version.ts';
import { type Call, toMetadata } from './call.ts';
import { checkConditions } from './conditions.ts';
import type { ReplyShape } from './listing.ts';
import type { Reply } from './reply.ts';
import { checkExpand, parseSelect, select } from './select.ts';

/** The answer of reading one resource, with `$select`, conditions and its version. */
export function singleReply<T>(call: Call, resource: T, shape: ReplyShape<T>, versioned?: Versioned): Reply {
  const chosen = parseSelect(call, shape.properties);
  checkExpand(call);
  if (versioned !== undefined) checkConditions(call, versioned);
  const metadata = toMetadata(call.world, `${shape.fragment}/@Element`);
  const body = { 'odata.metadata': metadata, ...select(shape.toWire(resource), chosen) };
  return { status: 200, body, ...(versioned === undefined ? {} : { versioned }) };
}

/** The answer of a write without a body: `dataserviceid` names what was written. */
export function writeReply(call: Call, status: number, versioned?: Versioned): Reply {
  const headers = { dataserviceid: `${call.world.url}${call.path}` };
  return { status, headers, ...(versioned === undefined ? {} : { versioned }) };
}

/** The answer of a write that the service does not name in `dataserviceid` (recorded): DELETE, and a task's second run. */
export function bareReply(status: number, versioned?: Versioned): Reply {
  return { status, ...(versioned === undefined ? {} : { versioned }) };
}

/** The answer of adding a resource: `location` says where it is. */
export function createdReply(url: string, versioned?: Versioned): Reply {
  const headers = { location: url, dataserviceid: url };
  return { status: 201, headers, ...(versioned === undefined ? {} : { versioned }) };
}
