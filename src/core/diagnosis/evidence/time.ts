import { formatTime } from '../../query/times.ts';

/** Milliseconds since 1970 of a time given as text or Date; undefined for what is none, whatever a caller passes. */
export function toTime(value: Date | string | undefined): number | undefined {
  if (!(value instanceof Date) && typeof value !== 'string') return undefined;
  const time = value instanceof Date ? value.getTime() : Date.parse(value);
  return Number.isNaN(time) ? undefined : time;
}

/**
 * The order of two times, the earlier first and what is no time before all. Most are in UTC and as precise as one
 * another: they compare as texts do, which spares reading thousands of them.
 */
export function compareTimes(one = '', other = ''): number {
  if (one.length !== other.length || one.at(-1) !== 'Z' || other.at(-1) !== 'Z')
    return (toTime(one) ?? 0) - (toTime(other) ?? 0);
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** A time as explanations write it: as all of the editor does, in the zone of who reads it, which is named. */
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
