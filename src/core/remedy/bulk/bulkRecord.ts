import type { Resource } from '../../model/resource.ts';

/** One thing that a bulk action acts on. */
export interface BulkItem<R extends Resource = Resource> {
  readonly resource: R;
  /** As people know it, where its id alone does not say it: "node 3 (tvmps_1a2b3c4d…)". Not escaped. */
  readonly name?: string;
  /** What a second look compares with: how the thing was when the action was planned. No secret is in here. */
  readonly before?: object;
  /** Whether only its properties are kept before it is changed, since it is one of many. */
  readonly isBrief?: boolean;
}

/** Things that were asked for too and are left as they are, for one reason. */
export interface LeftOut {
  /** A sentence; not escaped. */
  readonly reason: string;
  readonly items: readonly BulkItem[];
}

/** What a bulk action is going to do; written down before anything is sent. */
export interface BulkPlan {
  /** Of the journal's form. */
  readonly version: 1;
  readonly id: string;
  /** Id of the command. */
  readonly verb: string;
  /** What the user chose, such as what becomes of running tasks. No secret is in here. */
  readonly choices: object;
  readonly items: readonly BulkItem[];
  /** What it is not going to do, though it was asked for. */
  readonly leftOut?: readonly LeftOut[];
  /** Whether the logs of all are kept, where they are many; those of the first with each cause when absent. */
  readonly savesAllLogs?: boolean;
  /** Names of the accounts by their ids. */
  readonly accounts: Readonly<Record<string, string>>;
  /** When the things were looked at for the question that the user confirmed; ISO 8601. */
  readonly judgedAt: string;
  readonly startedAt: string;
}

/** What became of one item. Texts are localized, redacted and not escaped. */
export type ItemOutcome =
  | { readonly outcome: 'notBegun' }
  /** Sent, and nothing more is known yet. */
  | { readonly outcome: 'sent'; readonly at: string }
  /** `note` says how it came to be as wanted, when that was not by this action. */
  | { readonly outcome: 'done'; readonly at: string; readonly note?: string }
  | {
      readonly outcome: 'failed';
      readonly at: string;
      readonly code: string;
      readonly message: string;
      /** The service did nothing, and the same request may succeed later. */
      readonly mayRepeat?: boolean;
    }
  | {
      readonly outcome: 'unknown';
      readonly at: string;
      readonly reason: string;
      /** Nothing shows that the service acted. */
      readonly mayRepeat?: boolean;
    };

/**
 * How a bulk action ended: all items had their turn, the user cancelled, it could not go on, or the window in which it ran
 * was closed or died, which another one has found out.
 */
export type BulkEnd = 'finished' | 'cancelled' | 'givenUp' | 'interrupted';

/** A bulk action as its journal has it. */
export interface BulkRecord {
  readonly plan: BulkPlan;
  /** By item of the plan. */
  readonly outcomes: readonly ItemOutcome[];
  /** Absent while it runs, and when it was interrupted and that is not known yet. */
  readonly end?: BulkEnd;
  /** When the last of this was written; ISO 8601. */
  readonly lastAt: string;
  /** Which of all that ever carried it out has written last, counted from 0. */
  readonly owner: number;
}

/** Whether an action itself changed a thing. Where it is done with a note, it was so already or came about otherwise. */
export function wasChanged(outcome: ItemOutcome): outcome is Extract<ItemOutcome, { readonly outcome: 'done' }> {
  return outcome.outcome === 'done' && outcome.note === undefined;
}

export interface BulkCounts {
  readonly done: number;
  readonly failed: number;
  /** Those that were sent and of which no more is known are among these. */
  readonly unknown: number;
  readonly notStarted: number;
}

/** Counts the items of each outcome; together they are all items. */
export function countOutcomes(outcomes: readonly ItemOutcome[]): BulkCounts {
  const counts = { done: 0, failed: 0, unknown: 0, notStarted: 0 };
  for (const { outcome } of outcomes) {
    if (outcome === 'notBegun') counts.notStarted += 1;
    else counts[outcome === 'sent' ? 'unknown' : outcome] += 1;
  }
  return counts;
}

/** How many things were left out. */
export function countLeftOut({ leftOut = [] }: Pick<BulkPlan, 'leftOut'>): number {
  return leftOut.reduce((sum, { items }) => sum + items.length, 0);
}

/** Whether everything was done that was to be done. */
export function isAllDone(outcomes: readonly ItemOutcome[]): boolean {
  return outcomes.every(({ outcome }) => outcome === 'done');
}

/** After this long a request has reached the service, or never will. */
const settledAfterMs = 60_000;

/**
 * Whether an item may be sent (again): it was not started, it was refused without any effect, or its answer was lost and a
 * look shows nothing of it. Where the service would act twice (`isRepeatable` is false) only when it is sure that the
 * lost request will not arrive any more.
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
