import { type DamagedItem, keepDamage } from './damagedItem.ts';
import { isDeeper } from './depth.ts';

/** What was noticed while a value was read. */
export interface Findings {
  /** Whether something was left out because it is not what it should be. */
  damaged: boolean;
}

/**
 * Reads a value of JSON that comes from outside as a `T`. What is as it should be is the result itself, not a copy of it:
 * a hundred thousand tasks are read in passing. Undefined when the value is no `T`, which is reported to `found`. Never throws.
 */
export type Read<T> = (value: unknown, found: Findings) => T | undefined;

/** A property that an object always has: without it, it is none, unless it has a replacement. */
export interface Needed<T> {
  readonly needed: Read<T>;
  readonly instead?: T;
}

/** How each property of a `T` is read: one is needed where the type has it always. A property without an entry does not compile. */
export type Shape<T> = {
  readonly [K in keyof T]-?: Record<never, never> extends Pick<T, K> ? Read<NonNullable<T[K]>> : Needed<T[K]>;
};

/** What is read of a value, and whether something of it was left out. */
export interface Reading<T> {
  readonly value: T | undefined;
  readonly damaged: boolean;
}

/** Reads `json` by itself; what is left of a damaged object knows what came (`findDamage`). Never throws. */
export function readAs<T>(read: Read<T>, json: unknown): Reading<T> {
  const found = { damaged: false };
  const value = read(json, found);
  if (found.damaged && typeof value === 'object' && value !== null) keepDamage(value, toShowable(json));
  return { value, damaged: found.damaged };
}

/** Reads the items of a list each by itself, so that one that is damaged hides no other. Never throws. */
export function readItems<T>(
  read: Read<T>,
  given: readonly unknown[],
): { readonly items: readonly T[]; readonly damaged: readonly DamagedItem[] } {
  const items: T[] = [];
  const damaged: DamagedItem[] = [];
  for (const json of given) {
    const { value, damaged: isDamaged } = readAs(read, json);
    if (value !== undefined) items.push(value);
    if (isDamaged) damaged.push({ json: toShowable(json), isLeftOut: value === undefined });
  }
  return { items, damaged };
}

/** What is nested too deep can't be shown, and is kept as nothing. */
function toShowable(json: unknown): unknown {
  return isDeeper(json) ? null : json;
}

export function leaveOut(found: Findings): undefined {
  found.damaged = true;
  return undefined;
}

/** A text, however long. The words of the service's enumerations are read by `wordOf` (`words.ts`). */
export const text: Read<string> = (value, found) => (typeof value === 'string' ? value : leaveOut(found));

export const flag: Read<boolean> = (value, found) => (typeof value === 'boolean' ? value : leaveOut(found));

/** A finite number. Numbers of 64 bits are strings of digits on the wire, of which a number can't hold all exactly. */
export const number: Read<number> = (value, found) => {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  const digits = typeof value === 'string' && /^-?\d{1,16}$/.test(value) ? Number(value) : Number.NaN;
  return Number.isSafeInteger(digits) ? digits : leaveOut(found);
};

/** How the service writes times; others have to be looked at more closely. */
const usualTime = /^2\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,7})?Z$/;
/** The first year of .NET, which means no time at all. */
const noTime = '0001-01-01T';

/** A time in ISO 8601, kept as the text that it is. Some callers have a `Date`. */
export const time: Read<string> = (value, found) => {
  if (typeof value === 'string') {
    if (usualTime.test(value)) return value;
    if (value.startsWith(noTime)) return undefined;
    return Number.isNaN(Date.parse(value)) ? leaveOut(found) : value;
  }
  return value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString() : leaveOut(found);
};

/** Whatever it is; for what is only handed on. */
export const anything: Read<NonNullable<unknown>> = (value, found) =>
  isDeeper(value) ? leaveOut(found) : (value ?? undefined);

/** A property that the shape does not know stays as it is, null included. */
const unknown: Read<unknown> = (value, found) => (isDeeper(value) ? leaveOut(found) : value);

/** The items that fit, in their order. */
export function list<T>(read: Read<T>): Read<readonly T[]> {
  return (value, found) => {
    if (!Array.isArray(value)) return leaveOut(found);
    let changed: T[] | undefined;
    for (let index = 0; index < value.length; index++) {
      const item: unknown = value[index];
      const kept = read(item, found);
      if (kept !== item || kept === undefined) changed ??= value.slice(0, index);
      if (changed !== undefined && kept !== undefined) changed.push(kept);
    }
    return changed ?? value;
  };
}

/** The values that fit, by name. */
export function record<T>(read: Read<T>): Read<Readonly<Record<string, T>>> {
  return (value, found) => {
    if (!isObject(value)) return leaveOut(found);
    const kept = Object.entries(value).map(([name, held]) => [name, read(held, found)] as const);
    return Object.fromEntries(kept.flatMap(([name, held]) => (held === undefined ? [] : [[name, held]])));
  };
}

export function needed<T>(read: Read<T>): Needed<T> {
  return { needed: read };
}

/** A property that is always there, since `instead` replaces one that is missing or of another type. */
export function or<T>(read: Read<T>, instead: T): Needed<T> {
  return { needed: read, instead };
}

/** One of a few words of ours; of the service's own words there may always be more, which `wordOf` reads. */
export function oneOf<Word extends string>(words: readonly Word[]): Read<Word> {
  return (value, found) => words.find((word) => word === value) ?? leaveOut(found);
}

/**
 * An object of this shape. A property that is null or of another type is left out, the others stay, also those that the
 * shape does not know. Without a property that is needed it is no such object.
 */
export function object<T extends object>(shape: Shape<T>): Read<T> {
  const entries = Object.entries<Read<unknown> | Needed<unknown>>(shape);
  const reads = new Map(entries.map(([name, entry]) => [name, typeof entry === 'function' ? entry : entry.needed]));
  const always = entries.flatMap(([name, entry]) => (typeof entry === 'function' ? [] : [{ name, ...entry }]));
  return (value, found) => {
    if (!isObject(value)) return leaveOut(found);
    let changed: Record<string, unknown> | undefined;
    // By the properties that are there: to ask for all that might be takes longer.
    for (const name in value) {
      const read = reads.get(name) ?? unknown;
      const held = value[name];
      if (held === undefined || (read === text && typeof held === 'string')) continue;
      const kept = held === null && read !== unknown ? undefined : read(held, found);
      if (kept === held) continue;
      changed ??= { ...value };
      if (kept === undefined) delete changed[name];
      else changed[name] = kept;
    }
    for (const { name, instead } of always) {
      if ((changed ?? value)[name] !== undefined) continue;
      if (instead === undefined) return leaveOut(found);
      changed ??= { ...value };
      changed[name] = instead;
    }
    return (changed ?? value) as T;
  };
}

/** Whether a value is an object of JSON, and no list. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
