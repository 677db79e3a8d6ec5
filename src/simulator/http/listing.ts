import { setImmediate } from 'node:timers/promises';
import { nothingRequired, type Required } from '../state/sortedTable.ts';
import type { WireObject } from '../state/wire.ts';
import { type Call, toMetadata } from './call.ts';
import { type CompiledFilter, compileFilter, type FilterProperties, type PropertyReader } from './filter/filter.ts';
import type { Reply } from './reply.ts';
import { checkExpand, parseSelect, select } from './select.ts';
import { invalidQueryValue } from './serviceError.ts';

/** A collection with a fixed order of keys, which can be iterated from any key. */
export interface Listed<T> {
  /** A collection that can itself find the `required` records may skip the others. */
  after(key: string | undefined, required?: Required): Iterable<readonly [key: string, record: T]>;
}

/** Options for filtering a collection. */
export interface Filtering<T> {
  readonly filter?: FilterProperties;
  readonly read?: PropertyReader<T>;
}

/** The form of records in a response. */
export interface ReplyShape<T> {
  /** In `odata.metadata`: `{base}/$metadata#{fragment}`. */
  readonly fragment: string;
  readonly properties?: readonly string[];
  toWire(record: T): WireObject;
}

/** The records of one page of a collection. */
export interface Page<T> {
  readonly records: readonly T[];
  /** Key of the last record, if there are more after it. */
  readonly lastKey: string | undefined;
}

/** Finds one page of a collection and returns the response with it. */
export async function listPage<T>(
  call: Call,
  source: Listed<T>,
  listing: Filtering<T> & ReplyShape<T>,
): Promise<Reply> {
  return pageReply(call, await findPage(call, source, listing), listing);
}

/** Records that are checked before the time is. */
const checkedAtOnce = 256;
/** After this time, other requests get their turn. */
const longestTurnMs = 5;

/**
 * Finds the requested page, in turns with other requests. Its token is the key of the last record, so that pages stay
 * correct while records are added or removed; there is a token only if there are more records.
 */
export async function findPage<T>(call: Call, source: Listed<T>, filtering: Filtering<T>): Promise<Page<T>> {
  const { matches, required } = readFilter(call, filtering);
  const size = Number(call.query.get('maxresults') ?? call.operation.maxResults[call.version]);
  const records: T[] = [];
  let lastKey: string | undefined;
  let isOver = false;
  for (let reached = tokenKey(call); !isOver; ) {
    const endMs = performance.now() + longestTurnMs;
    let checked = 0;
    isOver = true;
    for (const [key, record] of source.after(reached, required)) {
      if (matches(record)) {
        if (records.length === size) return { records, lastKey };
        records.push(record);
        lastKey = key;
      }
      reached = key;
      checked += 1;
      if (checked % checkedAtOnce !== 0 || performance.now() < endMs) continue;
      isOver = false;
      break;
    }
    if (!isOver) await setImmediate();
  }
  return { records, lastKey: undefined };
}

/** Returns the response with a page. */
export function pageReply<T>(call: Call, { records, lastKey }: Page<T>, shape: ReplyShape<T>): Reply {
  const chosen = parseSelect(call, shape.properties);
  checkExpand(call);
  const value = records.map((record) => select(shape.toWire(record), chosen));
  const next = lastKey === undefined ? {} : { 'odata.nextLink': nextLink(call, lastKey) };
  return { status: 200, body: { 'odata.metadata': toMetadata(call.world, shape.fragment), value, ...next } };
}

function readFilter<T>(call: Call, listing: Filtering<T>): CompiledFilter<T> {
  const filter = call.query.get('$filter');
  return filter === undefined || filter === ''
    ? { matches: () => true, required: nothingRequired }
    : compileFilter(filter, listing.filter ?? {}, listing.read ?? readPath);
}

/** Reads a path such as `executionInfo/exitCode` from a record whose fields have the wire's names. */
export function readPath(record: unknown, path: string): unknown {
  if (!path.includes('/')) return Reflect.get(record as object, path);
  let value: unknown = record;
  for (const name of path.split('/')) {
    value = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  }
  return value;
}

/** Makes a collection of a sorted array, with positions as keys. */
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

/** Uses the host name from the client's request, because clients don't follow links to another host. */
function nextLink(call: Call, lastKey: string): string {
  const { protocol, host: ownHost } = new URL(call.world.url);
  const { host = ownHost } = call.headers;
  const kept = [...call.query].filter(([name]) => name !== '$skiptoken');
  const token = Buffer.from(`${tokenPrefix}${lastKey}`).toString('base64url');
  const query = [...kept, ['$skiptoken', token] as const].map(
    ([name, value]) => `${name}=${encodeURIComponent(value)}`,
  );
  return `${protocol}//${host}${call.path}?${query.join('&')}`;
}
