import type { Resource } from '../../model/resource.ts';

/** One item that a bulk action acts on. */
export interface BulkItem<R extends Resource = Resource> {
  readonly resource: R;
  /** Display name, if it differs from the ID: "node 3 (tvmps_1a2b3c4d…)". Not escaped. */
  readonly name?: string;
  /** State of the item when the action was planned, for comparison with a later read. Contains no secret. */
  readonly before?: object;
  /** True if only the item's properties are saved before the change, because there are many items. */
  readonly isBrief?: boolean;
}

/** Requested items that are skipped for the same reason. */
export interface LeftOut {
  /** A sentence; not escaped. */
  readonly reason: string;
  readonly items: readonly BulkItem[];
}

/** Plan of a bulk action, saved before anything is sent. */
export interface BulkPlan {
  readonly version: 1;
  readonly id: string;
  /** ID of the command. */
  readonly verb: string;
  /** The user's choices, such as the treatment of running tasks. Contains no secret. */
  readonly choices: object;
  readonly items: readonly BulkItem[];
  readonly leftOut?: readonly LeftOut[];
  /**
   * True if the logs of all items are saved. Otherwise, if there are many items, only the logs of the first items with
   * each cause are saved.
   */
  readonly savesAllLogs?: boolean;
  /** Account names by account ID. */
  readonly accounts: Readonly<Record<string, string>>;
  /** Timestamp (ISO 8601) of the data that the user confirmed. */
  readonly judgedAt: string;
  readonly startedAt: string;
}

/** Outcome of one item. Texts are localized, redacted and not escaped. */
export type ItemOutcome =
  | { readonly outcome: 'notBegun' }
  | { readonly outcome: 'sent'; readonly at: string }
  /** `note` explains how the item reached the wanted state if this action did not cause it. */
  | { readonly outcome: 'done'; readonly at: string; readonly note?: string }
  | {
      readonly outcome: 'failed';
      readonly at: string;
      readonly code: string;
      readonly message: string;
      /** True if the service did nothing and the same request may succeed later. */
      readonly mayRepeat?: boolean;
    }
  | {
      readonly outcome: 'unknown';
      readonly at: string;
      readonly reason: string;
      /** True if nothing shows that the service acted. */
      readonly mayRepeat?: boolean;
    };

/**
 * How a bulk action ended: `finished` after all items were processed, `cancelled` by the user, `givenUp` if it could
 * not continue, or `interrupted` if its window closed or crashed and another window noticed.
 */
export type BulkEnd = (typeof bulkEnds)[number];
export const bulkEnds = ['finished', 'cancelled', 'givenUp', 'interrupted'] as const;

/** A bulk action as recorded in its journal. */
export interface BulkRecord {
  readonly plan: BulkPlan;
  /** Outcomes in the order of the plan's items. */
  readonly outcomes: readonly ItemOutcome[];
  /** Absent while the action runs, and after an interruption that no window has noticed yet. */
  readonly end?: BulkEnd;
  /** Timestamp (ISO 8601) of the last line. */
  readonly lastAt: string;
  /** Number of the owner that wrote the last line, counted from 0. */
  readonly owner: number;
}

/**
 * Checks whether the action itself changed an item. An outcome with a note means that the item was in the wanted state
 * before, or reached it in another way.
 */
export function wasChanged(outcome: ItemOutcome): outcome is Extract<ItemOutcome, { readonly outcome: 'done' }> {
  return outcome.outcome === 'done' && outcome.note === undefined;
}

export interface BulkCounts {
  readonly done: number;
  readonly failed: number;
  /** Includes sent items whose result is not known yet. */
  readonly unknown: number;
  readonly notStarted: number;
}

/** Counts the items by outcome; the counts add up to the number of items. */
export function countOutcomes(outcomes: readonly ItemOutcome[]): BulkCounts {
  const counts = { done: 0, failed: 0, unknown: 0, notStarted: 0 };
  for (const { outcome } of outcomes) {
    if (outcome === 'notBegun') counts.notStarted += 1;
    else counts[outcome === 'sent' ? 'unknown' : outcome] += 1;
  }
  return counts;
}

/** Counts the skipped items. */
export function countLeftOut({ leftOut = [] }: Pick<BulkPlan, 'leftOut'>): number {
  return leftOut.reduce((sum, { items }) => sum + items.length, 0);
}

/** Checks whether all items were done. */
export function isAllDone(outcomes: readonly ItemOutcome[]): boolean {
  return outcomes.every(({ outcome }) => outcome === 'done');
}

/** After this time, a request has either reached the service or been lost. */
const settledAfterMs = 60_000;

/**
 * Checks whether an item may be sent (again): it was not started, it was refused without any effect, or its answer was
 * lost and a later read shows no effect. If the service would act twice (`isRepeatable` is false), a lost request must
 * also be too old to still arrive.
 */
export function mayBeSent(outcome: ItemOutcome, isRepeatable: boolean, nowMs: number): boolean {
  switch (outcome.outcome) {
    case 'notBegun':
      return true;
    case 'failed':
      return outcome.mayRepeat === true;
    case 'unknown':
      return outcome.mayRepeat === true && (isRepeatable || nowMs - Date.parse(outcome.at) > settledAfterMs);
    default:
      return false;
  }
}
