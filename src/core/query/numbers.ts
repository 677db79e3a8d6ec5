import * as l10n from '@vscode/l10n';

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** A number with the grouping of `locale` (BCP 47). */
export function formatNumber(value: number, locale = 'en'): string {
  return new Intl.NumberFormat(locale).format(value);
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
