import { type DamagedItem, keepDamage } from './damagedItem.ts';
import { isDeeper } from './depth.ts';

/** Problems found while reading a value. */
export interface Findings {
  /** True if something invalid was left out. */
  damaged: boolean;
}

/**
 * Reads an untrusted JSON value as a `T`. A valid value is returned itself rather than copied, which keeps reading a
 * hundred thousand tasks fast. Returns undefined if the value isn't a `T`, and reports that to `found`. Never throws.
 */
export type Read<T> = (value: unknown, found: Findings) => T | undefined;

/** A required property, without which the object is invalid unless the property has a default. */
export interface Needed<T> {
  readonly needed: Read<T>;
  readonly instead?: T;
}

/** Readers of an object's properties; required properties have a `Needed` reader. */
export type Readers = Readonly<Record<string, Read<unknown> | Needed<unknown>>>;

/** Type that a reader returns: `interface Task extends Infer<typeof readTask> {}`. */
export type Infer<R> = R extends Read<infer T> | Needed<infer T> ? T : never;

/** Type that a shape describes. It is mapped from the shape, so that it has the comments of the shape's properties. */
export type Shaped<S> = Flat<
  { readonly [K in keyof S as S[K] extends Needed<unknown> ? K : never]: Infer<S[K]> } & {
    readonly [K in keyof S as S[K] extends Needed<unknown> ? never : K]?: Infer<S[K]>;
  }
>;
type Flat<T> = T extends infer O ? { readonly [K in keyof O]: O[K] } : never;

/** The read value, and whether something was left out of it. */
export interface Reading<T> {
  readonly value: T | undefined;
  readonly damaged: boolean;
}

/** Reads `json` on its own; a damaged object keeps its original JSON (`findDamage`). Never throws. */
export function readAs<T>(read: Read<T>, json: unknown): Reading<T> {
  const found = { damaged: false };
  const value = read(json, found);
  if (found.damaged && typeof value === 'object' && value !== null) keepDamage(value, toShowable(json));
  return { value, damaged: found.damaged };
}

/** Reads each item of a list separately, so that a damaged one doesn't affect the others. Never throws. */
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

/** Replaces values that are nested too deep to be shown with null. */
function toShowable(json: unknown): unknown {
  return isDeeper(json) ? null : json;
}

export function leaveOut(found: Findings): undefined {
  found.damaged = true;
  return undefined;
}

/** Reads a string of any length. `wordOf` (`words.ts`) reads the service's enumerations. */
export const text: Read<string> = (value, found) => (typeof value === 'string' ? value : leaveOut(found));

export const flag: Read<boolean> = (value, found) => (typeof value === 'boolean' ? value : leaveOut(found));

/**
 * Reads a finite number. 64-bit numbers are strings of digits in the REST API, because a number can't represent all of
 * them exactly.
 */
export const number: Read<number> = (value, found) => {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  const digits = typeof value === 'string' && /^-?\d{1,16}$/.test(value) ? Number(value) : Number.NaN;
  return Number.isSafeInteger(digits) ? digits : leaveOut(found);
};

/** Matches the service's usual format of times; other formats need a closer check. */
const usualTime = /^2\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,7})?Z$/;
/** .NET's minimum time, which means that there is no time. */
const noTime = '0001-01-01T';

/** Reads an ISO 8601 time and keeps it as a string. Some callers have a `Date`. */
export const time: Read<string> = (value, found) => {
  if (typeof value === 'string') {
    if (usualTime.test(value)) return value;
    if (value.startsWith(noTime)) return undefined;
    return Number.isNaN(Date.parse(value)) ? leaveOut(found) : value;
  }
  return value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString() : leaveOut(found);
};

/** Reads any value, for data that is only passed on. */
export const anything: Read<NonNullable<unknown>> = (value, found) =>
  isDeeper(value) ? leaveOut(found) : (value ?? undefined);

/** Keeps a property that the shape doesn't list, including null. */
const unknown: Read<unknown> = (value, found) => (isDeeper(value) ? leaveOut(found) : value);

/** Reads a list, and keeps the valid items in their order. */
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

/** Reads an object of named values, and keeps the valid ones. */
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

/** Reads a property that is always present: `instead` replaces a missing or invalid value. */
export function or<T>(read: Read<T>, instead: T): Needed<T> {
  return { needed: read, instead };
}

/** Reads one of this extension's own words; `wordOf` reads the service's enumerations, which may grow. */
export function oneOf<const Word extends string>(words: readonly Word[]): Read<Word> {
  return (value, found) => words.find((word) => word === value) ?? leaveOut(found);
}

/**
 * Reads an object of this shape. Leaves out properties that are null or invalid, and keeps the others, including
 * unlisted ones. Undefined if a required property is missing.
 */
export function object<S extends Readers>(shape: S): Read<Shaped<S>> {
  const entries = Object.entries(shape);
  const reads = new Map(entries.map(([name, entry]) => [name, typeof entry === 'function' ? entry : entry.needed]));
  const always = entries.flatMap(([name, entry]) => (typeof entry === 'function' ? [] : [{ name, ...entry }]));
  return (value, found) => {
    if (!isObject(value)) return leaveOut(found);
    let changed: Record<string, unknown> | undefined;
    // Looping over the existing properties is faster than looking up every possible one.
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
    return (changed ?? value) as Shaped<S>;
  };
}

/** Checks whether a value is a JSON object rather than an array. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
