import { isObject } from '../model/shape.ts';
import { escapePattern } from '../text/escapePattern.ts';

/** Path in JSON data, in the form that jsonc-parser uses. */
export type JsonPath = readonly (string | number)[];

/** One change to JSON data. */
export interface Edit {
  readonly path: JsonPath;
  /** Old value; undefined if there was none. */
  readonly before: unknown;
  /** New value; undefined if the value was removed. */
  readonly after: unknown;
}

/** The edited data, or the first edit that doesn't apply. */
export type Edited<T> =
  | { readonly value: T; readonly misfit?: never }
  | { readonly misfit: Edit; readonly value?: never };

/** IDs of the item that edits come from and of the item they are applied to. */
export interface Renaming {
  readonly from: string;
  readonly to: string;
}

/**
 * Lists the edits that turn `before` into `after`: the innermost values that differ, and whole lists if their lengths
 * differ.
 */
export function listEdits(before: unknown, after: unknown, path: JsonPath = []): readonly Edit[] {
  if (isObject(before) && isObject(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name) => listEdits(findOwn(before, name), findOwn(after, name), [...path, name]));
  }
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length)
    return before.flatMap((item: unknown, index) => listEdits(item, after[index], [...path, index]));
  return isSame(before, after) ? [] : [{ path, before, after }];
}

/**
 * Applies edits to other data. An edit applies where the data has the edited value, with the ID of the first item
 * replaced by the ID of the other. Where the data differs, an edit still applies in three cases: changed words are
 * replaced in a different string; the protocol, container, or signature is replaced in an address of the same
 * container; and added items are appended to a different list.
 */
export function applyEdits<T>(data: T, edits: readonly Edit[], { from, to }: Renaming): Edited<T> {
  let value: unknown = data;
  for (const edit of edits) {
    const held = findAt(value, edit.path);
    const fitting =
      edit.path.length === 1 && edit.path[0] === 'id'
        ? fitId(edit, { from, to })
        : toFitting(held, edit, (text) => (edit.path[0] === 'outputFiles' ? renameFolder : renameText)(text, from, to));
    if (fitting === undefined) return { misfit: edit };
    const changed = setAt(value, edit.path, fitting.value);
    if (changed === undefined) return { misfit: edit };
    value = changed.value;
  }
  return { value: value as T };
}

interface Found {
  readonly value: unknown;
}

/** Sets values at their paths, and skips paths whose parent doesn't exist. */
export function setValues<T>(data: T, values: readonly { readonly path: JsonPath; readonly value: unknown }[]): T {
  const setOne = (held: unknown, { path, value }: (typeof values)[number]): unknown => {
    const changed = setAt(held, path, value);
    return changed === undefined ? held : changed.value;
  };
  return values.reduce(setOne, data as unknown) as T;
}

/** Returns the new ID with `from` replaced by `to`; undefined if it doesn't contain `from`. */
function fitId({ after }: Edit, { from, to }: Renaming): Found | undefined {
  return typeof after === 'string' && after.includes(from) ? { value: after.replace(from, () => to) } : undefined;
}

/** Returns the replacement for `held`; undefined if the edit doesn't apply. */
function toFitting(held: unknown, { before, after }: Edit, rename: (text: string) => string): Found | undefined {
  const renamed = mapTexts(before, rename);
  // If the other data has the same value, an ID of the first item in the new value is intentional.
  if (isSame(held, before)) return { value: isSame(before, renamed) ? mapTexts(after, rename) : after };
  if (isSame(held, renamed)) return { value: mapTexts(after, rename) };
  if (isSame(held, mapTexts(after, rename))) return { value: held };
  if (Array.isArray(after)) return addItems(held ?? [], before ?? [], mapTexts(after, rename) as readonly unknown[]);
  if (typeof held !== 'string' || typeof before !== 'string' || typeof after !== 'string') return undefined;
  const text =
    moveAddress(held, before, after) ??
    moveSignature(held, before, after) ??
    replaceWords(held, before, after) ??
    replaceInPlace(held, before, after);
  return text === undefined ? undefined : { value: text };
}

/** Appends the items that were added at the end of a list to another list, unless it has them. */
function addItems(held: unknown, before: unknown, after: readonly unknown[]): Found | undefined {
  if (!Array.isArray(held) || !Array.isArray(before) || after.length <= before.length) return undefined;
  if (!isSame(before, after.slice(0, before.length))) return undefined;
  const lacking = after.slice(before.length).filter((item) => !held.some((own: unknown) => isSame(own, item)));
  return { value: [...(held as unknown[]), ...lacking] };
}

/** Returns `held` with the new protocol or container, if nothing else in the address changed. */
function moveAddress(held: string, before: string, after: string): string | undefined {
  const [own, old, now] = [held, before, after].map(readAddress);
  if (own === undefined || old === undefined || now === undefined || own.container !== old.container) return undefined;
  if (old.container === now.container || toPath(old) !== toPath(now)) return undefined;
  if (old.query === now.query) return now.container + toPath(own) + own.query;
  return now.query === '' || isForContainer(now) ? now.container + toPath(own) + now.query : undefined;
}

/** Returns the path after the container. */
function toPath({ base, container }: Address): string {
  return base.slice(container.length);
}

function isForContainer({ query }: Address): boolean {
  return /[?&]sr=c(?:&|$)/.test(query);
}

/** Replaces the changed words in another text that contains them once, together with the word before them. */
function replaceWords(held: string, before: string, after: string): string | undefined {
  const [old, now, own] = [before, after, held].map((text) => text.split(/(?<=\s)/));
  if (old === undefined || now === undefined || own === undefined) return undefined;
  let start = 0;
  while (start < old.length && old[start] === now[start]) start++;
  let end = 0;
  while (end < Math.min(old.length, now.length) - start && old.at(-1 - end) === now.at(-1 - end)) end++;
  const from = Math.max(0, start - 1);
  const replaced = old.slice(from, old.length - end).map((word) => word.trimEnd());
  if (replaced.length < 2) return undefined;
  const isHere = (at: number): boolean => replaced.every((word, index) => own[at + index]?.trimEnd() === word);
  const [at, ...others] = [...own.keys()].filter(isHere);
  if (at === undefined || others.length > 0) return undefined;
  const words = now.slice(from, now.length - end);
  const last = own[at + replaced.length - 1] ?? '';
  const gap = last.slice(last.trimEnd().length);
  return [...own.slice(0, at), words.join('').trimEnd() + gap, ...own.slice(at + replaced.length)].join('');
}

/** Makes a change at the same place in a text that otherwise differs only in numbers: an argument that was added. */
function replaceInPlace(held: string, before: string, after: string): string | undefined {
  const [own, old, now] = [held, before, after].map((text) => [...text.matchAll(/[^\s'"]+|['"]/g)]);
  if (old === undefined || now === undefined || own === undefined || own.length !== old.length) return undefined;
  const isEqual = (one: RegExpMatchArray | undefined, other: RegExpMatchArray | undefined): boolean =>
    one?.[0] === other?.[0];
  let start = 0;
  while (start < Math.min(old.length, now.length) && isEqual(old[start], now[start])) start++;
  let end = 0;
  while (end < Math.min(old.length, now.length) - start && isEqual(old.at(-1 - end), now.at(-1 - end))) end++;
  const mask = (word: string | undefined): string | undefined => word?.replace(/\d+/g, '#');
  const isAlike = own.every(([word], index) => {
    const isChanged = index >= start && index < old.length - end;
    return isChanged ? word === old[index]?.[0] : mask(word) === mask(old[index]?.[0]);
  });
  if (!isAlike) return undefined;
  // The gap before the changed words belongs to them, or the one behind at the beginning.
  const cut = (text: string, words: readonly RegExpMatchArray[]): readonly [from: number, to: number] => {
    const next = words.length - end;
    if (start === 0) return [0, words[next]?.index ?? text.length];
    return [endOf(words[start - 1]), endOf(words[next - 1])];
  };
  const [[from, to], [first, last]] = [cut(held, own), cut(after, now)];
  return held.slice(0, from) + after.slice(first, last) + held.slice(to);
}

function endOf(word: RegExpMatchArray | undefined): number {
  return word === undefined ? 0 : (word.index ?? 0) + word[0].length;
}

/** Returns `held` with the signature of `after`, if it is valid for the container that all three addresses share. */
function moveSignature(held: string, before: string, after: string): string | undefined {
  const [own, old, now] = [held, before, after].map(readAddress);
  if (own === undefined || old === undefined || now === undefined) return undefined;
  if (own.container !== old.container) return undefined;
  // The same blob or container with a new signature.
  if (own.base === old.base) return after;
  return now.base === old.base && isForContainer(now) ? own.base + now.query : undefined;
}

interface Address {
  readonly base: string;
  /** Host and first part of the path. */
  readonly container: string;
  readonly query: string;
}

function readAddress(text: string): Address | undefined {
  const parts = /^((https?:\/\/[^/?#\s]+\/[^/?#\s]+)(?:\/[^?#\s]*)?)(\?[^#\s]*)?$/i.exec(text);
  const [, base, container, query = ''] = parts ?? [];
  return base === undefined || container === undefined ? undefined : { base, container, query };
}

/** Minimum length of an ID to rename; shorter IDs occur in many strings by accident. */
const leastIdLength = 3;

/** Replaces an ID only as a whole word, so that `shot-4` isn't found in `shot-41`, and never in a signature. */
function renameText(text: string, from: string, to: string): string {
  if (from.length < leastIdLength || from === to) return text;
  const address = readAddress(text);
  if (address !== undefined) return renameWords(address.base, from, to) + address.query;
  return renameWords(text, from, to);
}

/** Renames an ID in paths of uploads even if it is short, so that copies don't overwrite each other's files. */
function renameFolder(text: string, from: string, to: string): string {
  const isShort = from.length < leastIdLength && readAddress(text) === undefined;
  const folder = new RegExp(`(?<=^|/)${escapePattern(from)}(?=(?:-\\d+)?(?:/|$))`, 'g');
  return isShort ? text.replace(folder, () => to) : renameText(text, from, to);
}

function renameWords(text: string, from: string, to: string): string {
  const pattern = new RegExp(`(?<![A-Za-z0-9_])${escapePattern(from)}(?![A-Za-z0-9_])`, 'g');
  return text.replace(pattern, () => to);
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, held]) => [name, mapTexts(held, change)]));
}

export function findAt(value: unknown, path: JsonPath): unknown {
  return path.reduce((held: unknown, segment) => findIn(held, segment), value);
}

function findIn(value: unknown, segment: string | number): unknown {
  if (Array.isArray(value)) return typeof segment === 'number' ? value[segment] : undefined;
  return isObject(value) ? findOwn(value, String(segment)) : undefined;
}

/** Returns a copy with `wanted` at `path`; undefined if the parent of `path` doesn't exist. */
function setAt(value: unknown, path: JsonPath, wanted: unknown): Found | undefined {
  const [segment, ...rest] = path;
  if (segment === undefined) return { value: wanted };
  const inner = setAt(findIn(value, segment), rest, wanted);
  if (inner === undefined) return undefined;
  if (Array.isArray(value) && typeof segment === 'number' && segment < value.length)
    return { value: value.with(segment, inner.value) };
  if (!isObject(value)) return undefined;
  const { [String(segment)]: _old, ...others } = value;
  if (inner.value === undefined) return { value: others };
  // Properties keep their order.
  return { value: { ...value, [String(segment)]: inner.value } };
}

/** Compares JSON data regardless of the order of properties. */
export function isSame(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((item, index) => isSame(item, other[index]));
  if (!isObject(one) || !isObject(other)) return Object.is(one, other);
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => isSame(one[name], findOwn(other, name)));
}

function findOwn(value: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}
