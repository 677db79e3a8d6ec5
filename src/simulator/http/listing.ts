import type { RequiredValues } from '../state/sortedTable.ts';
import type { WireObject } from '../state/wire.ts';
import { type Call, toMetadata } from './call.ts';
import { type CompiledFilter, compileFilter, type FilterProperties, type PropertyReader } from './filter/filter.ts';
import type { Reply } from './reply.ts';
import { checkExpand, parseSelect, select } from './select.ts';
import { invalidQueryValue } from './serviceError.ts';

/** A collection in a fixed order of keys, which can be walked from any key on. */
export interface Listed<T> {
  /** A collection that finds what has the `required` values by itself may leave the rest out. */
  after(key: string | undefined, required?: RequiredValues): Iterable<readonly [key: string, record: T]>;
}

/** How a collection is listed. */
export interface Listing<T> {
  /** In `odata.metadata`: `{base}/$metadata#{fragment}`. */
  readonly fragment: string;
  readonly filter?: FilterProperties;
  readonly read?: PropertyReader<T>;
  /** What may be selected. */
  readonly properties?: readonly string[];
  toWire(record: T): WireObject;
}

/**
 * One page of a collection. Its token is the key of the last record, so that pages stay right while records are added
 * or removed, and `odata.nextLink` is there only when there is more.
 */
export function listPage<T>(call: Call, source: Listed<T>, listing: Listing<T>): Reply {
  const { matches, required } = readFilter(call, listing);
  const chosen = parseSelect(call, listing.properties);
  checkExpand(call);
  const size = Number(call.query.get('maxresults') ?? call.operation.maxResults[call.version]);
  const value: WireObject[] = [];
  let lastKey: string | undefined;
  let hasMore = false;
  for (const [key, record] of source.after(tokenKey(call), required)) {
    if (!matches(record)) continue;
    if (value.length === size) {
      hasMore = true;
      break;
    }
    value.push(select(listing.toWire(record), chosen));
    lastKey = key;
  }
  const next = hasMore && lastKey !== undefined ? { 'odata.nextLink': nextLink(call, lastKey) } : {};
  return { status: 200, body: { 'odata.metadata': toMetadata(call.world, listing.fragment), value, ...next } };
}

function readFilter<T>(call: Call, listing: Listing<T>): CompiledFilter<T> {
  const filter = call.query.get('$filter');
  return filter === undefined || filter === ''
    ? { matches: () => true, required: new Map() }
    : compileFilter(filter, listing.filter ?? {}, listing.read ?? readPath);
}

/** Reads `executionInfo/exitCode` from a record whose fields have the wire's names. */
export function readPath(record: unknown, path: string): unknown {
  let value: unknown = record;
  for (const name of path.split('/')) {
    value = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  }
  return value;
}

/** Lists keep their records in memory already sorted: a plain array as a collection, by position. */
export function listedArray<T>(records: readonly T[]): Listed<T> {
  return {
    *after(key) {
      for (let index = key === undefined ? 0 : Number(key) + 1; index < records.length; index += 1) {
        const record = records[index];
        if (record !== undefined) yield [String(index), record];
      }
    },
  };
}

const tokenPrefix = 'after:';

function tokenKey(call: Call): string | undefined {
  const token = call.query.get('$skiptoken');
  if (token === undefined) return undefined;
  const text = Buffer.from(token, 'base64url').toString('utf8');
  if (!text.startsWith(tokenPrefix)) {
    throw invalidQueryValue('$skiptoken', token, 'The token is not one of this service');
  }
  return text.slice(tokenPrefix.length);
}

/** Names the host by which the client knows us: clients take care not to follow a link to another. */
function nextLink(call: Call, lastKey: string): string {
  const { host = new URL(call.world.url).host } = call.headers;
  const kept = [...call.query].filter(([name]) => name !== '$skiptoken');
  const token = Buffer.from(`${tokenPrefix}${lastKey}`).toString('base64url');
  const query = [...kept, ['$skiptoken', token] as const].map(
    ([name, value]) => `${name}=${encodeURIComponent(value)}`,
  );
  return `http://${host}${call.path}?${query.join('&')}`;
}
