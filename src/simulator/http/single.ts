import type { Versioned } from '../state/version.ts';
import type { WireObject } from '../state/wire.ts';
import { type Call, toMetadata } from './call.ts';
import { checkConditions } from './conditions.ts';
import type { Reply } from './reply.ts';
import { checkExpand, parseSelect, select } from './select.ts';

/** The answer of reading one resource, with `$select`, conditions and its version. */
export function singleReply(
  call: Call,
  fragment: string,
  body: WireObject,
  properties: readonly string[],
  versioned?: Versioned,
): Reply {
  const chosen = parseSelect(call, properties);
  checkExpand(call);
  if (versioned !== undefined) checkConditions(call, versioned);
  const selected = { 'odata.metadata': toMetadata(call.world, `${fragment}/@Element`), ...select(body, chosen) };
  return { status: 200, body: selected, ...(versioned === undefined ? {} : { versioned }) };
}

/** The answer of a write without a body: `dataserviceid` names what was written. */
export function writeReply(call: Call, status: number, versioned?: Versioned): Reply {
  const headers = { dataserviceid: `${call.world.url}${call.path}` };
  return { status, headers, ...(versioned === undefined ? {} : { versioned }) };
}

/** The answer of adding a resource: `location` says where it is. */
export function createdReply(url: string, versioned?: Versioned): Reply {
  const headers = { location: url, dataserviceid: url };
  return { status: 201, headers, ...(versioned === undefined ? {} : { versioned }) };
}
