import type { StateSeverity } from '../../core/model/states.ts';
import type { Count } from '../../core/words/count.ts';
import { formatClock, formatDate, formatDay, formatTimeWithUtc } from '../../core/words/times.ts';
import type { ContextWord, RowKind } from './contextValue.ts';

/** The icon of a row: a state, or a kind of item. */
export type RowIcon = StateSeverity | 'account' | 'folder' | 'file' | 'stored' | 'more' | 'history' | 'muted' | 'none';

/** The content of a row, before it becomes a VS Code tree item. Texts are plain and not yet escaped. */
export interface Row {
  readonly kind: RowKind;
  readonly words?: readonly ContextWord[];
  readonly label: string;
  readonly description?: string;
  readonly icon: RowIcon;
  /** Text for screen readers, if kind, label, and description are not sufficient, with the icon's meaning in words. */
  readonly spoken?: string;
  readonly children: 'none' | 'collapsed' | 'expanded';
  readonly facts?: () => readonly RowFact[];
  /**
   * A command of the extension that a click runs with the row as its argument, instead of the command that
   * `toPrimaryCommand` returns.
   */
  readonly command?: string;
  readonly failures?: Count;
}

export interface RowFact {
  readonly name: string;
  readonly value: string;
}

/** The time and time zone of the reader, for formatting times. */
export interface Viewer {
  readonly now: Date;
  /** IANA name of the time zone; the local one when absent. */
  readonly timeZone?: string;
  /** Age of data in milliseconds above which the age is shown; never shown when absent. */
  readonly promisedAgeMs?: number;
}

function toTime(text: string | undefined): Date | undefined {
  const time = new Date(text ?? '');
  return Number.isNaN(time.getTime()) ? undefined : time;
}

/** The reader's current day, computed once for all rows that use the same reader. */
const todays = new WeakMap<Viewer, string>();

function toToday(reader: Viewer): string {
  const today = todays.get(reader) ?? formatDay(reader.now, reader.timeZone);
  todays.set(reader, today);
  return today;
}

/** Returns a key for everything that affects how a time is formatted: zone and day. */
export function toReadingKey(reader: Viewer): string {
  return `${reader.timeZone ?? ''} ${toToday(reader)}`;
}

/** A day at least this many milliseconds away is shown with its year. */
const farMs = 300 * 24 * 3_600_000;

/**
 * Formats a time of the service as briefly as possible: the time for today, the day and time for other days, and the
 * date if it is far away.
 */
export function toShortTime(text: string | undefined, reader: Viewer): string | undefined {
  const time = toTime(text);
  if (time === undefined) return undefined;
  if (Math.abs(time.getTime() - reader.now.getTime()) > farMs) return formatDate(time, reader.timeZone);
  const day = formatDay(time, reader.timeZone);
  const clock = formatClock(time, reader.timeZone);
  return day === toToday(reader) ? clock : `${day} ${clock}`;
}

/** Formats a time of the service in full, with its time zone, and in UTC for comparison with logs. */
export function toLongTime(text: string | undefined, { timeZone }: Viewer): string | undefined {
  return toTime(text) && formatTimeWithUtc(text ?? '', timeZone);
}

/** Lists facts, except those without a value. */
export function toFacts(facts: Readonly<Record<string, string | number | undefined>>): readonly RowFact[] {
  return Object.entries(facts).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [{ name, value: String(value) }],
  );
}
