import * as l10n from '@vscode/l10n';
import { inLocale } from '../text/locale.ts';

/** How a time can be written. */
const styles = {
  day: { month: 'short', day: 'numeric' },
  clock: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  long: { dateStyle: 'medium', timeStyle: 'long' },
  utc: { timeStyle: 'long' },
} as const satisfies Readonly<Record<string, Intl.DateTimeFormatOptions>>;

/** Formats of the editor's language by style and zone. */
const formats = inLocale((locale) => {
  const made = new Map<string, Intl.DateTimeFormat>();
  return (style: keyof typeof styles, timeZone: string | undefined): Intl.DateTimeFormat => {
    const key = `${style} ${timeZone ?? ''}`;
    const format =
      made.get(key) ?? new Intl.DateTimeFormat(locale, { ...styles[style], ...(timeZone && { timeZone }) });
    made.set(key, format);
    return format;
  };
});

/** The day without its year, in the time zone (IANA name; the local one when absent): `Nov 20`. */
export function formatDay(time: Date | number, timeZone?: string): string {
  return formats()('day', timeZone).format(time);
}

/** The time of day in the time zone (IANA name; the local one when absent): `09:14`. */
export function formatClock(time: Date | number, timeZone?: string): string {
  return formats()('clock', timeZone).format(time);
}

/**
 * A time of the service in full, with the zone in which it is told (IANA name; the local one when absent); `text` if it
 * is none.
 */
export function formatTime(text: string, timeZone?: string): string {
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? text : formats()('long', timeZone).format(time);
}

/** The same, followed by UTC where the zone is another: `Nov 20, 2026, 10:14:07 AM GMT+1 (9:14:07 AM UTC)`. */
export function formatTimeWithUtc(text: string, timeZone?: string): string {
  const time = new Date(text);
  const local = formatTime(text, timeZone);
  if (Number.isNaN(time.getTime()) || local === formatTime(text, 'UTC')) return local;
  return l10n.t('{local} ({utc})', { local, utc: formats()('utc', 'UTC').format(time) });
}
