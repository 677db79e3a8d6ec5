import * as l10n from '@vscode/l10n';

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** From here on nobody counts the digits: no number of the service is this large, but one may come damaged. */
const hugeNumber = 1e15;

/** A number with the grouping of `locale` (BCP 47); with an exponent where it is huge. */
export function formatNumber(value: number, locale = 'en'): string {
  const notation = Math.abs(value) < hugeNumber ? 'standard' : 'scientific';
  return new Intl.NumberFormat(locale, { notation }).format(value);
}

/** A size in bytes as people read it: `1.5 MiB`. */
export function formatBytes(bytes: number, locale = 'en'): string {
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  const value = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(bytes / 1024 ** power);
  return l10n.t({ message: '{0} {1}', args: [value, units[power] ?? 'B'], comment: ['A size: number and unit'] });
}

/**
 * A time of the service in words of `locale` and `timeZone` (IANA name, the local one by default), which is said with it;
 * `text` if it is none.
 */
export function formatTime(text: string, locale = 'en', timeZone?: string): string {
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) return text;
  return new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'long',
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(time);
}

/** The time of day, in milliseconds since the epoch, as `locale` writes it in the local time zone: `09:14`. */
export function formatClock(timeMs: number, locale = 'en'): string {
  return new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(timeMs);
}
