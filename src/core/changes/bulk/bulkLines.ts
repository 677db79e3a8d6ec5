import { isResource } from '../../model/resource.ts';
import { isObject } from '../../model/shape.ts';
import { parseJson } from '../../text/parseJson.ts';
import {
  type BulkEnd,
  type BulkItem,
  type BulkPlan,
  type BulkRecord,
  bulkEnds,
  type ItemOutcome,
  type LeftOut,
} from './bulkRecord.ts';

/**
 * The journal of a bulk action has one JSON object per line, the plan first. Before an item is sent, a line that
 * announces it is written to disk, and its outcome follows; later lines are about later attempts. Each line after the
 * plan has the number of its owner, so that lines that a former owner writes after a takeover don't count.
 */

/** Lines of a journal after its plan. Numbers are indexes of the plan's items. */
export type BulkLine =
  | { readonly line: 'sent'; readonly at: string; readonly items: readonly number[] }
  | ({ readonly line: 'outcome'; readonly item: number } & Exclude<ItemOutcome, { readonly outcome: 'sent' }>)
  | { readonly line: 'end'; readonly at: string; readonly end: BulkEnd }
  /** Another window has taken over; from here on, only its lines count. */
  | { readonly line: 'taken' }
  /** Another window continues the action. */
  | { readonly line: 'resumed'; readonly at: string };

/** Maximum size of a journal in bytes; the journal of an action on a million tasks is smaller. */
export const mostJournalBytes = 256 * 1024 * 1024;

/** Serializes a plan, or a line that its owner writes after it. */
export function toBulkLine(value: BulkPlan | BulkLine, owner?: number): string {
  return `${JSON.stringify({ ...value, owner })}\n`;
}

/** Returns the length of a journal's complete lines in UTF-16 units; the rest was cut off during a write. */
export function toWholeLength(text: string): number {
  return text.lastIndexOf('\n') + 1;
}

/**
 * Parses a journal up to its last complete line; undefined if its plan is incomplete or invalid. If a line in the
 * middle can't be parsed, items without an outcome become unknown.
 */
export function parseBulkJournal(text: string): BulkRecord | undefined {
  const [first = '', ...rest] = text.slice(0, toWholeLength(text)).split('\n').slice(0, -1);
  const plan = parseJson(first);
  if (!isPlan(plan)) return undefined;
  const reading = new JournalReading(plan);
  for (const line of rest) reading.add(parseJson(line));
  return reading.toRecord();
}

class JournalReading {
  readonly #plan: BulkPlan;
  readonly #outcomes: ItemOutcome[];
  #lastAt: string;
  #end: BulkEnd | undefined;
  #isDamaged = false;
  #owner = 0;

  constructor(plan: BulkPlan) {
    this.#plan = plan;
    this.#lastAt = plan.startedAt;
    this.#outcomes = plan.items.map(() => ({ outcome: 'notBegun' }));
  }

  add(value: unknown): void {
    const line = this.#toLine(value);
    if (line === undefined) {
      this.#isDamaged = true;
      return;
    }
    // Journals of earlier versions have no owners.
    const { owner = this.#owner } = line;
    if (owner < this.#owner) return;
    this.#owner = owner;
    if (line.line === 'taken') return;
    if (line.line === 'outcome') {
      const { line: _line, owner: _owner, item, ...outcome } = line;
      this.#outcomes[item] = outcome;
      if (outcome.outcome !== 'notBegun') this.#lastAt = outcome.at;
      return;
    }
    this.#lastAt = line.at;
    this.#end = line.line === 'end' ? line.end : undefined;
    if (line.line === 'sent') for (const item of line.items) this.#outcomes[item] = { outcome: 'sent', at: line.at };
  }

  toRecord(): BulkRecord {
    const at = this.#lastAt;
    const outcomes = this.#isDamaged
      ? this.#outcomes.map((known): ItemOutcome => (known.outcome === 'notBegun' ? { outcome: 'sent', at } : known))
      : this.#outcomes;
    return {
      plan: this.#plan,
      outcomes,
      lastAt: at,
      owner: this.#owner,
      ...(this.#end === undefined ? {} : { end: this.#end }),
    };
  }

  #toLine(value: unknown): OwnedLine | undefined {
    if (!isObject(value) || !isOwner(value['owner'])) return undefined;
    const isItem = (item: unknown): boolean => Number.isInteger(item) && Object.hasOwn(this.#outcomes, Number(item));
    const { line, at, items, item, end } = value;
    switch (line) {
      case 'sent':
        return isText(at) && Array.isArray(items) && items.every(isItem) ? (value as OwnedLine) : undefined;
      case 'outcome':
        return isItem(item) && isOutcome(value) ? (value as OwnedLine) : undefined;
      case 'end':
        return isText(at) && bulkEnds.some((known) => known === end) ? (value as OwnedLine) : undefined;
      case 'taken':
        return value as OwnedLine;
      case 'resumed':
        return isText(at) ? (value as OwnedLine) : undefined;
      default:
        return undefined;
    }
  }
}

type OwnedLine = BulkLine & { readonly owner?: number };

type Fields = Readonly<Record<string, unknown>>;

function isOutcome({ outcome, at, note, code, message, reason }: Fields): boolean {
  if (outcome === 'notBegun') return true;
  if (!isText(at)) return false;
  switch (outcome) {
    case 'done':
      return note === undefined || isText(note);
    case 'failed':
      return isText(code) && isText(message);
    case 'unknown':
      return isText(reason);
    default:
      return false;
  }
}

function isPlan(value: unknown): value is BulkPlan {
  if (!isObject(value)) return false;
  const { version, id, verb, choices, items, leftOut, accounts, judgedAt, startedAt } = value;
  return (
    version === 1 &&
    [id, verb, judgedAt, startedAt].every(isText) &&
    isObject(choices) &&
    Array.isArray(items) &&
    items.every(isItem) &&
    (leftOut === undefined || (Array.isArray(leftOut) && leftOut.every(isLeftOut))) &&
    isObject(accounts) &&
    Object.values(accounts).every(isText)
  );
}

function isLeftOut(value: unknown): value is LeftOut {
  return isObject(value) && isText(value['reason']) && Array.isArray(value['items']) && value['items'].every(isItem);
}

function isItem(value: unknown): value is BulkItem {
  if (!isObject(value)) return false;
  const { resource, name, before, isBrief } = value;
  return (
    isResource(resource) &&
    (name === undefined || isText(name)) &&
    (before === undefined || isObject(before)) &&
    (isBrief === undefined || typeof isBrief === 'boolean')
  );
}

function isOwner(value: unknown): boolean {
  return value === undefined || (Number.isSafeInteger(value) && Number(value) >= 0);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
