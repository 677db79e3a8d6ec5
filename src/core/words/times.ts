import * as l10n from '@vscode/l10n';
import { inLocale } from '../text/locale.ts';

const inStyle = (style: Intl.DateTimeFormatOptions) =>
  inLocale((locale, timeZone: string | undefined) => new Intl.DateTimeFormat(locale, { ...style, timeZone }));

const minutes: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
const seconds: Intl.DateTimeFormatOptions = { ...minutes, second: '2-digit' };
const dated: Intl.DateTimeFormatOptions = { year: 'numeric', month: 'short', day: 'numeric' };

const day = inStyle({ month: 'short', day: 'numeric' });
const date = inStyle({ dateStyle: 'medium' });
const clock = inStyle(minutes);
const clockWithSeconds = inStyle(seconds);
const zone = inStyle({ timeZoneName: 'short' });
const full = inStyle({ ...dated, ...minutes, timeZoneName: 'short' });
const fullWithSeconds = inStyle({ ...dated, ...seconds, timeZoneName: 'short' });
const clockWithZone = inStyle({ ...minutes, timeZoneName: 'short' });
const clockWithSecondsAndZone = inStyle({ ...seconds, timeZoneName: 'short' });

/** Checks whether to show seconds, which are omitted if they are 0, because most times set by users have none. */
function hasSeconds(time: Date): boolean {
  return time.getUTCSeconds() !== 0;
}

/** Formats the day without its year, in the time zone (IANA name; local when absent): `Nov 20`. */
export function formatDay(time: Date | number, timeZone?: string): string {
  return day(timeZone).format(time);
}

/** Formats the day with its year, in the time zone (IANA name; local when absent): `Nov 20, 2026`. */
export function formatDate(time: Date | number, timeZone?: string): string {
  return date(timeZone).format(time);
}

/** Formats the time of day in the time zone (IANA name; local when absent): `09:14`. */
export function formatClock(time: Date | number, timeZone?: string): string {
  return clock(timeZone).format(time);
}

/** Formats the time of day to the second, for events within a minute: `09:14:12`. */
export function formatClockWithSeconds(time: Date | number, timeZone?: string): string {
  return clockWithSeconds(timeZone).format(time);
}

/**
 * Formats a time in full, with its zone (IANA name; local when absent): `Nov 20, 2026, 09:14:07 UTC`. Returns a string
 * that isn't a time unchanged.
 */
export function formatTime(at: string | number, timeZone?: string): string {
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) return String(at);
  return (hasSeconds(time) ? fullWithSeconds : full)(timeZone).format(time);
}

/** Formats a time in full, followed by UTC if the zone is different: `Nov 20, 2026, 10:14:07 GMT+1 (09:14:07 UTC)`. */
export function formatTimeWithUtc(text: string, timeZone?: string): string {
  const time = new Date(text);
  const local = formatTime(text, timeZone);
  if (Number.isNaN(time.getTime()) || local === formatTime(text, 'UTC')) return local;
  return l10n.t({
    message: '{local} ({utc})',
    args: { local, utc: (hasSeconds(time) ? clockWithSecondsAndZone : clockWithZone)('UTC').format(time) },
    comment: ['{local} is a date and time with its zone, {utc} the same time of day in UTC'],
  });
}

/**
 * Formats a time span as briefly as the language allows, to the minute: `Nov 20, 2026, 08:00 – 09:14 UTC`. A common
 * date or zone appears once; a span within one minute is a single time.
 */
export function formatTimeSpan(from: number, to: number, timeZone?: string): string {
  return full(timeZone).formatRange(from, to);
}

/**
 * Formats times to be read in sequence: each in full, or only its time of day if the date and zone are the same as for
 * the previous time.
 */
export function formatTimes(times: readonly (string | number)[], timeZone?: string): readonly string[] {
  let before: string | undefined;
  return times.map((at) => {
    const time = new Date(at);
    if (Number.isNaN(time.getTime())) return formatTime(at, timeZone);
    // A date already includes the zone's name.
    const known = before;
    before = zone(timeZone).format(time);
    if (before !== known) return formatTime(at, timeZone);
    return hasSeconds(time) ? formatClockWithSeconds(time, timeZone) : formatClock(time, timeZone);
  });
}

/** Sorts ISO 8601 times, earliest first, and drops missing ones. */
export function sortTimes(times: readonly (string | undefined)[]): readonly string[] {
  return times.filter((time) => time !== undefined).sort((one, other) => Date.parse(one) - Date.parse(other));
}
