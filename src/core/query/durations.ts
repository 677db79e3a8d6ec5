import * as l10n from '@vscode/l10n';

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** From here on a duration means "no limit": Batch writes the largest .NET time span, 10675199 days. */
const unlimitedMs = 10_000_000 * dayMs;

const isoDuration =
  /^P(?:(\d{1,9})W)?(?:(\d{1,9})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,12}(?:[.,]\d{1,12})?)S)?)?$/i;

/**
 * Milliseconds of an ISO 8601 duration, `Infinity` where it stands for "no limit", undefined for anything else. Years
 * and months are refused: they have no fixed length, and Batch does not use them.
 */
export function parseDuration(text: string): number | undefined {
  const match = isoDuration.exec(text.trim());
  if (match === null || match.slice(1).every((part) => part === undefined)) return undefined;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1)
    .map((part) => Number((part ?? '0').replace(',', '.')));
  const ms = (weeks * 7 + days) * dayMs + hours * hourMs + minutes * minuteMs + Math.round(seconds * secondMs);
  return ms >= unlimitedMs ? Number.POSITIVE_INFINITY : ms;
}

/** A duration in words with its two largest units: `2 h 10 min`, `4 s`, `300 ms`, `no limit`. */
export function toDurationWords(ms: number): string {
  if (ms >= unlimitedMs) return l10n.t('no limit');
  if (ms < secondMs) return l10n.t('{0} ms', Math.max(0, Math.round(ms)));
  if (ms < minuteMs) return l10n.t('{0} s', trimmed(ms / secondMs));
  const seconds = Math.round(ms / secondMs);
  if (seconds < 3600) return twoUnits(l10n.t('{0} min', Math.floor(seconds / 60)), seconds % 60, 's');
  const minutes = Math.round(seconds / 60);
  if (minutes < 1440) return twoUnits(l10n.t('{0} h', Math.floor(minutes / 60)), minutes % 60, 'min');
  const hours = Math.round(minutes / 60);
  const days = Math.floor(hours / 24);
  return twoUnits(days === 1 ? l10n.t('1 day') : l10n.t('{0} days', days), hours % 24, 'h');
}

function trimmed(value: number): string {
  return value < 10 ? String(Math.floor(value * 10) / 10) : String(Math.floor(value));
}

function twoUnits(first: string, count: number, unit: 's' | 'min' | 'h'): string {
  if (count === 0) return first;
  if (unit === 's') return `${first} ${l10n.t('{0} s', count)}`;
  return `${first} ${unit === 'min' ? l10n.t('{0} min', count) : l10n.t('{0} h', count)}`;
}
