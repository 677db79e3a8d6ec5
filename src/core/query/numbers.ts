import * as l10n from '@vscode/l10n';
import { inLocale } from '../text/locale.ts';

/** From here on no one counts the digits: no number of the service is this large, but one may come damaged. */
const hugeNumber = 1e15;

const whole = inLocale((locale) => new Intl.NumberFormat(locale));
const huge = inLocale((locale) => new Intl.NumberFormat(locale, { notation: 'scientific' }));
const rounded = inLocale((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }));

/** A number with the grouping of the editor's language; with an exponent where it is huge. */
export function formatNumber(value: number): string {
  return (Math.abs(value) < hugeNumber ? whole() : huge()).format(value);
}

/** A number with one place behind the point at most. */
export function formatRounded(value: number): string {
  return rounded().format(value);
}

/** A number that a user typed, with a decimal point or comma and at most two places; undefined when it is none. */
export function parseDecimal(typed: string): number | undefined {
  const text = typed.trim();
  return /^\d{1,6}(?:[.,]\d{1,2})?$/.test(text) ? Number(text.replace(',', '.')) : undefined;
}

/** The part `{count}` of a text. */
export function asCount(count: number): { readonly count: string } {
  return { count: formatNumber(count) };
}

/** A size in bytes as people read it: `1.5 MiB`. */
export function formatBytes(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(4, Math.floor(Math.log2(bytes) / 10));
  return sayBytes(rounded().format(bytes / 1024 ** power), power);
}

/** A size by the power of 1024 that its number is in. `Intl` has no word for these units. */
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
