import type { StateSeverity } from '../../core/model/states.ts';
import type { Count } from '../../core/query/count.ts';
import { formatClock, formatDate, formatDay, formatTimeWithUtc } from '../../core/query/times.ts';
import type { ContextWord, RowKind } from './contextValue.ts';

/** The icon of a row: a state, or what kind of thing it is. */
export type RowIcon = StateSeverity | 'account' | 'folder' | 'file' | 'stored' | 'more' | 'history' | 'muted' | 'none';

/** How a row reads, before it becomes a tree item of VS Code. Texts are plain and not yet escaped. */
export interface Row {
  readonly kind: RowKind;
  readonly words?: readonly ContextWord[];
  readonly label: string;
  /** The one thing that matters about it. */
  readonly description?: string;
  readonly icon: RowIcon;
  /** What a screen reader says, where that is more than kind, label and description: the icon's meaning in words. */
  readonly spoken?: string;
  readonly children: 'none' | 'collapsed' | 'expanded';
  /** Name and value of what the tooltip shows, made when it is needed. */
  readonly facts?: () => readonly RowFact[];
  /** A command of ours that a click runs, with the row as its argument, in the place of `toPrimaryCommand`'s. */
  readonly command?: string;
  /** Number in the row's decoration: how many things in it have failed. */
  readonly failures?: Count;
}

export interface RowFact {
  readonly name: string;
  readonly value: string;
}

/** Where and when the row is read: for times. */
export interface Viewer {
  readonly now: Date;
  /** IANA name; the local one when absent. */
  readonly timeZone?: string;
  /** How old what is shown may be, in milliseconds, before its age is shown; never shown when absent. */
  readonly promisedAgeMs?: number;
}

function toTime(text: string | undefined): Date | undefined {
  const time = new Date(text ?? '');
  return Number.isNaN(time.getTime()) ? undefined : time;
}

/** The reader's current day, computed once for all rows that are read with it. */
const todays = new WeakMap<Viewer, string>();

function toToday(reader: Viewer): string {
  const today = todays.get(reader) ?? formatDay(reader.now, reader.timeZone);
  todays.set(reader, today);
  return today;
}

/** What makes the same times read differently: zone and day. */
export function toReadingKey(reader: Viewer): string {
  return `${reader.timeZone ?? ''} ${toToday(reader)}`;
}

/** From here on a day is shown with its year. */
const farMs = 300 * 24 * 3_600_000;

/**
 * A time of the service as briefly as it can be understood: the time of today, the day and the time of another, the date
 * of one that is far away.
 */
export function toShortTime(text: string | undefined, reader: Viewer): string | undefined {
  const time = toTime(text);
  if (time === undefined) return undefined;
  if (Math.abs(time.getTime() - reader.now.getTime()) > farMs) return formatDate(time, reader.timeZone);
  const day = formatDay(time, reader.timeZone);
  const clock = formatClock(time, reader.timeZone);
  return day === toToday(reader) ? clock : `${day} ${clock}`;
}

/** A time of the service in full, with its time zone, and in UTC for comparison with a log. */
export function toLongTime(text: string | undefined, { timeZone }: Viewer): string | undefined {
  return toTime(text) && formatTimeWithUtc(text ?? '', timeZone);
}

/** Facts without those that have no value. */
export function toFacts(facts: Readonly<Record<string, string | number | undefined>>): readonly RowFact[] {
  return Object.entries(facts).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value: String(value) }],
  );
}
