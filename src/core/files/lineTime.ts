/** Time of a line by the clock of its writer. */
export interface LineTime {
  /** `2026-11-20`, or `11-20` without a year; undefined without a date. */
  readonly day: string | undefined;
  /** Milliseconds since midnight. */
  readonly ms: number;
}

/** Number of characters at the start of a line that are searched for a time, which loggers put first or after a level, a name, or a brace. */
const lead = 120;

const clock = '(?<h>[01]\\d|2[0-3]):(?<m>[0-5]\\d)(?::(?<s>[0-5]\\d|60)(?:[.,](?<f>\\d{1,9}))?)?(?![\\d:])';
const months = 'Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec';

/**
 * Formats of dates before times: ISO 8601 and similar, web servers (`20/Nov/2026:09:14:07`), syslog (`Nov 20`), glog
 * (`I1120`).
 */
const forms: readonly RegExp[] = [
  new RegExp(`(?<!\\d)(?<year>\\d{4})[-/.](?<month>\\d\\d)[-/.](?<day>\\d\\d)[T _:]\\s?${clock}`),
  new RegExp(`(?<!\\d)(?<day>\\d\\d)[/ -](?<name>${months})[/ -](?<year>\\d{4})[: T]\\s?${clock}`),
  new RegExp(`\\b(?<name>${months}) {1,2}(?<day>\\d{1,2})(?:,? (?<year>\\d{4}))?,? ${clock}`),
  new RegExp(`^[\\s[]?[A-Z](?<month>\\d\\d)(?<day>\\d\\d) ${clock}`),
  new RegExp(`(?<![\\d:.])${clock}`),
];

/** Reads the time near the start of a line; undefined if there is none. */
export function readLineTime(line: string): LineTime | undefined {
  const text = line.slice(0, lead);
  for (const form of forms) {
    const groups = form.exec(text)?.groups;
    // Without seconds and a date, this may be a ratio or a port.
    if (groups !== undefined && (groups['s'] !== undefined || groups['day'] !== undefined)) return toTime(groups);
  }
  return undefined;
}

/** Parses a time that a user typed, `09:14` or `2026-11-20 09:14:07`; undefined if it is invalid. */
export function parseTime(typed: string): LineTime | undefined {
  const text = typed.trim();
  const groups = forms.map((form) => new RegExp(`^(?:${form.source})Z?$`).exec(text)?.groups).find(Boolean);
  return groups && toTime(groups);
}

function toTime({ year, month, name, day, h, m, s = '0', f = '' }: Record<string, string | undefined>): LineTime {
  const number = month ?? String(1 + months.split('|').indexOf(name ?? '')).padStart(2, '0');
  const ofYear = day === undefined ? undefined : `${number}-${day.padStart(2, '0')}`;
  const ms = ((Number(h) * 60 + Number(m)) * 60 + Number(s)) * 1000 + Number(f.padEnd(3, '0').slice(0, 3));
  return { day: ofYear === undefined || year === undefined ? ofYear : `${year}-${ofYear}`, ms };
}

/** Compares two times: first by day, as far as both have one, and then by time of day. Negative if `one` is earlier. */
export function compareLineTimes(one: LineTime, other: LineTime): number {
  if (one.day !== undefined && other.day !== undefined) {
    const length = Math.min(one.day.length, other.day.length);
    const [left, right] = [one.day.slice(-length), other.day.slice(-length)];
    if (left !== right) return left < right ? -1 : 1;
  }
  return one.ms - other.ms;
}

/** Returns the day before `2026-11-20`; undefined for a day without a year. */
export function toDayBefore(day: string): string | undefined {
  if (day.length < 10) return undefined;
  return new Date(Date.parse(`${day}T00:00:00Z`) - 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
}
