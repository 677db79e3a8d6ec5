import * as l10n from '@vscode/l10n';
import { inLocale } from '../text/locale.ts';

/** Formats by time zone. */
const inStyle = (style: Intl.DateTimeFormatOptions) =>
  inLocale((locale, timeZone: string | undefined) => new Intl.DateTimeFormat(locale, { ...style, timeZone }));

const day = inStyle({ month: 'short', day: 'numeric' });
const date = inStyle({ dateStyle: 'medium' });
const clock = inStyle({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const clockWithSeconds = inStyle({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const full = inStyle({ dateStyle: 'medium', timeStyle: 'long' });
const clockWithZone = inStyle({ timeStyle: 'long' });

/** The day without its year, in the time zone (IANA name; the local one when absent): `Nov 20`. */
export function formatDay(time: Date | number, timeZone?: string): string {
  return day(timeZone).format(time);
}

/** The day with its year, in the time zone (IANA name; the local one when absent): `Nov 20, 2026`. */
export function formatDate(time: Date | number, timeZone?: string): string {
  return date(timeZone).format(time);
}

/** The time of day in the time zone (IANA name; the local one when absent): `09:14`. */
export function formatClock(time: Date | number, timeZone?: string): string {
  return clock(timeZone).format(time);
}

/** The time of day to the second, for what happens within a minute: `09:14:12`. */
export function formatClockWithSeconds(time: Date | number, timeZone?: string): string {
  return clockWithSeconds(timeZone).format(time);
}

/**
 * A time of the service in full, with the zone in which it is told (IANA name; the local one when absent); `text` if it
 * is none.
 */
export function formatTime(text: string, timeZone?: string): string {
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? text : full(timeZone).format(time);
}

/** The same, followed by UTC where the zone is another: `Nov 20, 2026, 10:14:07 AM GMT+1 (9:14:07 AM UTC)`. */
export function formatTimeWithUtc(text: string, timeZone?: string): string {
  const time = new Date(text);
  const local = formatTime(text, timeZone);
  if (Number.isNaN(time.getTime()) || local === formatTime(text, 'UTC')) return local;
  return l10n.t({
    message: '{local} ({utc})',
    args: { local, utc: clockWithZone('UTC').format(time) },
    comment: ['{local} is a date and time with its zone, {utc} the same time of day in UTC'],
  });
}
