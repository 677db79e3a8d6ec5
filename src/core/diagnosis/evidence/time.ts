import { formatTime } from '../../query/times.ts';

/**
 * Returns milliseconds since 1970 for a time given as text or Date; undefined for other values, whatever a caller
 * passes.
 */
export function toTime(value: Date | string | undefined): number | undefined {
  if (!(value instanceof Date) && typeof value !== 'string') return undefined;
  const time = value instanceof Date ? value.getTime() : Date.parse(value);
  return Number.isNaN(time) ? undefined : time;
}

/**
 * Compares two times, the earlier first and invalid ones before all. Most are in UTC and equally precise, so they
 * compare as texts, which avoids parsing thousands of them.
 */
export function compareTimes(one = '', other = ''): number {
  if (one.length !== other.length || one.at(-1) !== 'Z' || other.at(-1) !== 'Z')
    return (toTime(one) ?? 0) - (toTime(other) ?? 0);
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/**
 * Formats a time for explanations, in the reader's time zone like the rest of the editor, with the name of the zone.
 */
export function toTimeText(time: number): string {
  return formatTime(time);
}

/** Milliseconds between two times, where both are known and in order. */
export function elapsedMs(from: string | undefined, to: string | number | undefined): number | undefined {
  const start = toTime(from);
  const end = typeof to === 'number' ? to : toTime(to);
  return start === undefined || end === undefined || end < start ? undefined : end - start;
}

/**
 * Checks whether a value of the service's enums equals the expected one, ignoring case, which differs between versions.
 */
export function isSame(value: string | undefined, expected: string): boolean {
  return value?.toLowerCase() === expected.toLowerCase();
}
