import * as l10n from '@vscode/l10n';
import { inLanguage } from '../text/locale.ts';

const secondMs = 1000;
export const minuteMs = 60 * secondMs;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** Durations of at least this length mean "no limit"; Batch writes the largest .NET time span, 10675199 days. */
const unlimitedMs = 10_000_000 * dayMs;

const isoDuration =
  /^P(?:(\d{1,9})W)?(?:(\d{1,9})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,12}(?:[.,]\d{1,12})?)S)?)?$/i;

/**
 * Returns the milliseconds of an ISO 8601 duration, `Infinity` for "no limit", and undefined for anything else. Rejects
 * years and months, because they have no fixed length and Batch doesn't use them.
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

const inUnit = inLanguage(
  (locale, unit: 'day' | 'hour' | 'minute' | 'second' | 'millisecond') =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 }),
);
const inParts = inLanguage((locale) => new Intl.ListFormat(locale, { type: 'unit', style: 'narrow' }));

/** Returns a duration in words with its two largest units: `2 hr 10 min`, `4 sec`, `300 ms`, `no limit`. */
export function toDurationWords(ms: number): string {
  if (ms >= unlimitedMs) return l10n.t('no limit');
  if (ms < secondMs) return inUnit('millisecond').format(Math.max(0, Math.round(ms)));
  if (ms < minuteMs) return inUnit('second').format(cutOff(ms / secondMs));
  const seconds = Math.round(ms / secondMs);
  if (seconds < 3600) return inTwoUnits(seconds, 'minute', 'second', 60);
  const minutes = Math.round(seconds / 60);
  if (minutes < 1440) return inTwoUnits(minutes, 'hour', 'minute', 60);
  return inTwoUnits(Math.round(minutes / 60), 'day', 'hour', 24);
}

/** Truncates a number, keeping one decimal place below 10. */
function cutOff(value: number): number {
  return value < 10 ? Math.floor(value * 10) / 10 : Math.floor(value);
}

function inTwoUnits(
  count: number,
  larger: 'day' | 'hour' | 'minute',
  smaller: 'hour' | 'minute' | 'second',
  ratio: number,
): string {
  const rest = count % ratio;
  const first = inUnit(larger).format(Math.floor(count / ratio));
  return rest === 0 ? first : inParts().format([first, inUnit(smaller).format(rest)]);
}

/** Doubles each part of an ISO 8601 duration: `PT1H30M` → `PT2H60M`, which is also valid. */
export function doubleDuration(text: string): string {
  return text.replace(/\d+(?:\.\d+)?/g, (digits) => String(Number(digits) * 2));
}
