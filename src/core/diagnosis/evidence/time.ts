import { formatTime } from '../../words/times.ts';

/**
 * Returns milliseconds since 1970 for a time given as text or Date; undefined for any other value that a caller passes.
 */
export function toTime(value: Date | string | undefined): number | undefined {
  if (!(value instanceof Date) && typeof value !== 'string') return undefined;
  const time = value instanceof Date ? value.getTime() : Date.parse(value);
  return Number.isNaN(time) ? undefined : time;
}

/**
 * Compares two times, earlier first and invalid ones before all others. Most times are in UTC and equally precise, so
 * they are compared as text, which avoids parsing thousands of them.
 */
export function compareTimes(one = '', other = ''): number {
  if (one.length !== other.length || one.at(-1) !== 'Z' || other.at(-1) !== 'Z')
    return (toTime(one) ?? 0) - (toTime(other) ?? 0);
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/**
 * Formats a time for explanations, in the reader's time zone like the rest of the editor, with the name of the time
 * zone.
 */
export function toTimeText(time: number): string {
  return formatTime(time);
}

/** Returns the milliseconds between two times; undefined if either is unknown or they are not in order. */
export function elapsedMs(from: string | undefined, to: string | number | undefined): number | undefined {
  const start = toTime(from);
  const end = typeof to === 'number' ? to : toTime(to);
  return start === undefined || end === undefined || end < start ? undefined : end - start;
}

/**
 * Checks whether an enum value of the service equals the expected one, ignoring case, which differs between versions.
 */
export function isSame(value: string | undefined, expected: string): boolean {
  return value?.toLowerCase() === expected.toLowerCase();
}
