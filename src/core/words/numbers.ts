import * as l10n from '@vscode/l10n';
import { inLocale } from '../text/locale.ts';

/** Numbers of at least this size are shown with an exponent; only damaged data contains any. */
const hugeNumber = 1e15;

const whole = inLocale((locale) => new Intl.NumberFormat(locale));
const huge = inLocale((locale) => new Intl.NumberFormat(locale, { notation: 'scientific' }));
const rounded = inLocale((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }));

/** Formats a number with the grouping of the editor's language; with an exponent if it is huge. */
export function formatNumber(value: number): string {
  return (Math.abs(value) < hugeNumber ? whole() : huge()).format(value);
}

/** Formats a number with at most one decimal place. */
export function formatRounded(value: number): string {
  return rounded().format(value);
}

/**
 * Parses a number that a user typed, with a decimal point or comma and at most two decimal places; undefined if it is
 * invalid.
 */
export function parseDecimal(typed: string): number | undefined {
  const text = typed.trim();
  return /^\d{1,6}(?:[.,]\d{1,2})?$/.test(text) ? Number(text.replace(',', '.')) : undefined;
}

/** Returns the `{count}` argument of a message. */
export function asCount(count: number): { readonly count: string } {
  return { count: formatNumber(count) };
}

/** Returns the `{count}` and `{total}` arguments of a message. */
export function asCountOf(count: number, total: number): { readonly count: string; readonly total: string } {
  return { count: formatNumber(count), total: formatNumber(total) };
}

/** Formats a size in bytes: `1.5 MiB`. */
export function formatBytes(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(4, Math.floor(Math.log2(bytes) / 10));
  return sayBytes(rounded().format(bytes / 1024 ** power), power);
}

/** Formats a size with the unit of a power of 1024, which `Intl` doesn't support. */
function sayBytes(size: string, power: number): string {
  switch (power) {
    case 0:
      return l10n.t('{size} B', { size });
    case 1:
      return l10n.t('{size} KiB', { size });
    case 2:
      return l10n.t('{size} MiB', { size });
    case 3:
      return l10n.t('{size} GiB', { size });
    default:
      return l10n.t('{size} TiB', { size });
  }
}
