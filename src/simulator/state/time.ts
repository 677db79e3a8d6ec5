const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** The service counts months and years of a duration as .NET does: 30 and 365 days. */
const monthMs = 30 * dayMs;
const yearMs = 365 * dayMs;

/** The service's value for "without limit" (recorded). */
export const unlimitedDuration = 'P10675199DT2H48M5.4775807S';

let latestMs: number | undefined;
let latestTime = '';

/**
 * Formats a time like the service: ISO 8601, UTC, without zeros at the end of the fraction (recorded). Things of the
 * same moment share one text in memory.
 */
export function isoTime(ms: number): string {
  if (ms !== latestMs) {
    latestTime = trimFraction(new Date(ms).toISOString());
    latestMs = ms;
  }
  return latestTime;
}

function trimFraction(iso: string): string {
  return iso.replace(/\.?0{0,7}Z$/, 'Z');
}

/** Converts a time that a client sent to the service's format, with at most seven decimals. */
export function toServiceTime(text: string): string {
  const [, decimals = ''] = /\.(\d{1,7})/.exec(text) ?? [];
  const seconds = new Date(timeMs(text)).toISOString().slice(0, 19);
  return trimFraction(`${seconds}.${decimals}Z`);
}

/** Parses a time in the service's format to milliseconds since the epoch. */
export function timeMs(iso: string): number {
  return Date.parse(iso);
}

const datePattern = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?)?$/i;

/** Returns true for a date and time in ISO 8601. */
export function isDate(text: string): boolean {
  return datePattern.test(text) && !Number.isNaN(Date.parse(text));
}

const durationPattern =
  /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/i;

/**
 * Parses an ISO 8601 duration to milliseconds; undefined for anything else, infinite for `unlimitedDuration` and
 * beyond.
 */
export function parseDurationMs(text: string): number | undefined {
  const match = durationPattern.exec(text);
  if (match === null || /[PT]$/i.test(text)) return undefined;
  const unitsMs = [yearMs, monthMs, 7 * dayMs, dayMs, hourMs, minuteMs, secondMs];
  const totalMs = unitsMs.reduce((sum, unitMs, index) => sum + Number(match[index + 1] ?? 0) * unitMs, 0);
  return totalMs >= 10_675_199 * dayMs ? Number.POSITIVE_INFINITY : totalMs;
}

/** Formats a duration like the service: days, hours, minutes, seconds (recorded: `P3Y6M4D` became `P1279D`). */
export function isoDuration(ms: number): string {
  if (ms === Number.POSITIVE_INFINITY) return unlimitedDuration;
  const days = Math.floor(ms / dayMs);
  const hours = Math.floor((ms % dayMs) / hourMs);
  const minutes = Math.floor((ms % hourMs) / minuteMs);
  const seconds = (ms % minuteMs) / secondMs;
  const time = `${hours > 0 ? `${hours}H` : ''}${minutes > 0 ? `${minutes}M` : ''}${seconds > 0 ? `${seconds}S` : ''}`;
  const date = days > 0 ? `${days}D` : '';
  return date === '' && time === '' ? 'PT0S' : `P${date}${time === '' ? '' : `T${time}`}`;
}
