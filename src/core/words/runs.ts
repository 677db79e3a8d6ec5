import * as l10n from '@vscode/l10n';
import { compareText } from '../extremes.ts';
import { formatNumber } from './numbers.ts';

interface NumberedId {
  readonly prefix: string;
  readonly digits: string;
}

/** Maximum number of digits of an ordinal number; a longer number is a time or a hash, and too large to count with. */
const mostDigits = 12;

interface Numbered<T> extends NumberedId {
  readonly item: T;
  readonly number: number;
}

/**
 * Groups `items` whose IDs are consecutive, such as `frame-0098`, `frame-0099`, `frame-0100`: each run in numeric
 * order, and every other item on its own. A missing number ends a run, and so does a different number of digits, unless
 * the count continues (9, 10). A run takes the position of its first item in `items`; runs shorter than `shortest` are
 * not grouped.
 */
export function findRuns<T>(
  items: readonly T[],
  toId: (item: T) => string,
  shortest: number,
): readonly (readonly T[])[] {
  const runs = new Map<T, readonly T[]>();
  for (const run of listRuns(items, toId)) {
    if (run.length < shortest) continue;
    const members = run.map(({ item }) => item);
    for (const item of members) runs.set(item, members);
  }
  const placed = new Set<T>();
  return items.flatMap((item) => {
    if (placed.has(item)) return [];
    const run = runs.get(item) ?? [item];
    for (const one of run) placed.add(one);
    return [run];
  });
}

function listRuns<T>(items: readonly T[], toId: (item: T) => string): readonly (readonly Numbered<T>[])[] {
  const numbered = items.flatMap((item): Numbered<T>[] => {
    const id = splitId(toId(item));
    return id === undefined ? [] : [{ ...id, item, number: Number(id.digits) }];
  });
  numbered.sort(
    (one, other) =>
      compareText(one.prefix, other.prefix) || one.digits.length - other.digits.length || one.number - other.number,
  );
  const runs: Numbered<T>[][] = [];
  for (const one of numbered) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run !== undefined && last !== undefined && follows(last, one)) run.push(one);
    else runs.push([one]);
  }
  return runs;
}

/** Splits an ID into its final number and the text before it; undefined without a usable number. */
function splitId(id: string): NumberedId | undefined {
  let start = id.length;
  while (start > 0 && isDigit(id.charCodeAt(start - 1))) start--;
  const digits = id.slice(start);
  return digits === '' || digits.length > mostDigits ? undefined : { prefix: id.slice(0, start), digits };
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function follows(last: Numbered<unknown>, next: Numbered<unknown>): boolean {
  if (last.prefix !== next.prefix || next.number !== last.number + 1) return false;
  return last.digits.length === next.digits.length || !next.digits.startsWith('0');
}

/** Returns the label of a run. */
export function describeRange(first: string, last: string, count: number): string {
  return l10n.t({
    message: '{first} to {last} ({count})',
    args: { first, last, count: formatNumber(count) },
    comment: ['Ids of the first and the last of several tasks in sequence, and how many they are'],
  });
}
