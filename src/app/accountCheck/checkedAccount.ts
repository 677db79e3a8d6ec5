import type { HostReach } from '../../core/answers/hostReach.ts';
import type { AuthenticationKind } from '../../core/model/account.ts';

/** What is asked about together, after one question to the user. */
export const checkGroups = ['account', 'resourceManager', 'metrics', 'logs', 'storage'] as const;
/** Those, and what is tried by changing something, which the user asks for beforehand. */
export type CheckGroup = (typeof checkGroups)[number] | 'changes';

/** How long no answer may come until a group is left; the service asks for shorter waits between requests. */
export const patienceMs = 60_000;

/** What came of checking an account: names of operations and of properties, counts and durations. Nothing of the account is in it. */
export interface CheckedAccount {
  readonly authentication: AuthenticationKind;
  /** Absent where the user did not want that the account is asked. */
  readonly reach?: HostReach;
  /** By how much the clock of this computer is ahead of that of the service; absent where no answer said its time. */
  readonly clockAheadMs?: number;
  readonly groups: readonly CheckedGroup[];
  /** Of each right whether it is granted; undefined where that is unknown. Absent where the account is opened by its key. */
  readonly rights?: Readonly<Record<string, boolean | undefined>>;
}

export interface CheckedGroup {
  readonly group: CheckGroup;
  /** Of the Batch API, where it was asked in one. */
  readonly version?: string;
  /**
   * Why it was not asked, or not to its end: by the user's wish, because a key opens Batch alone, because no answer came, or for
   * too many requests.
   */
  readonly ended?: 'skipped' | 'byKey' | 'silent' | 'tooMany';
  readonly asked: readonly AskedOperation[];
  /** What there is nothing of in the account, and what could not be asked. */
  readonly notAsked: readonly string[];
  /** What became of tasks that were made to fail. */
  readonly failures?: readonly TriedFailure[];
}

/** A way to fail that was tried. */
export interface TriedFailure {
  readonly name: string;
  /** The code of the failure, or the state of the task; undefined where nothing is documented. */
  readonly expected: string | undefined;
  /** As `expected`; `another` for a word that the product doesn't know, undefined where it is not known. */
  readonly seen: string | undefined;
}

/** The answers of one status to all requests of an operation. */
export interface AskedOperation {
  /** As the documentation names it. */
  readonly operation: string;
  /** Undefined where there was no answer. */
  readonly status: number | undefined;
  /** A code that the product knows; `another` for one that it doesn't. */
  readonly code?: string;
  readonly count: number;
  readonly longestMs: number;
  /** In what the answers are not as is known; absent where nothing is known of them. */
  readonly differences?: readonly string[];
}

/** Whether the account was asked, and nothing was served. */
export function isRefused({ groups }: CheckedAccount): boolean {
  const asked = groups.filter(({ group, ended }) => group === 'account' && ended !== 'skipped');
  return (
    asked.length > 0 && asked.every((one) => !one.asked.some(({ status }) => status !== undefined && status < 400))
  );
}
