import type { HostReach } from '../../core/answers/hostReach.ts';
import type { AuthenticationKind } from '../../core/model/account.ts';

/** Groups of requests, each with one question to the user. */
export const checkGroups = ['account', 'resourceManager', 'metrics', 'logs', 'storage'] as const;
/** Those, and the trial that changes something, which the user must request first. */
export type CheckGroup = (typeof checkGroups)[number] | 'changes';

/** Milliseconds without a response after which a group ends; the service asks for shorter waits between requests. */
export const patienceMs = 60_000;

/**
 * The result of checking an account: names of operations and of properties, counts and durations. Contains no data of
 * the account.
 */
export interface CheckedAccount {
  readonly authentication: AuthenticationKind;
  /** Absent when the user did not permit requests to the account. */
  readonly reach?: HostReach;
  /** Milliseconds by which this computer's clock is ahead of the service's; absent when no response had a time. */
  readonly clockAheadMs?: number;
  readonly groups: readonly CheckedGroup[];
  /** Granted rights; undefined for unknown ones. Absent when the account is opened with its key. */
  readonly rights?: Readonly<Record<string, boolean | undefined>>;
}

export interface CheckedGroup {
  readonly group: CheckGroup;
  /** The version of the Batch API, if the group used one. */
  readonly version?: string;
  /**
   * Why the group was not checked completely: the user skipped it, a key gives access to Batch alone, no response
   * arrived, or there were too many requests.
   */
  readonly ended?: 'skipped' | 'byKey' | 'silent' | 'tooMany';
  readonly asked: readonly AskedOperation[];
  /** Operations that were not checked, because the account has no such items or the request is not possible. */
  readonly notAsked: readonly string[];
  /** Results of tasks that were made to fail. */
  readonly failures?: readonly TriedFailure[];
}

/** A way to fail that was tried. */
export interface TriedFailure {
  readonly name: string;
  /** The code of the failure, or the state of the task; undefined when none is documented. */
  readonly expected: string | undefined;
  /** As `expected`; `another` for a word that the product doesn't know, undefined when unknown. */
  readonly seen: string | undefined;
}

/** The responses with one status to all requests of an operation. */
export interface AskedOperation {
  /** The operation's name in the documentation. */
  readonly operation: string;
  /** Undefined when there was no response. */
  readonly status: number | undefined;
  /** A code that the product knows; `another` for any other. */
  readonly code?: string;
  readonly count: number;
  readonly longestMs: number;
  /** Differences between the responses and the known shape; absent when no shape is known. */
  readonly differences?: readonly string[];
}

/** Checks whether requests were sent to the account and none succeeded. */
export function isRefused({ groups }: CheckedAccount): boolean {
  const asked = groups.filter(({ group, ended }) => group === 'account' && ended !== 'skipped');
  return (
    asked.length > 0 && asked.every((one) => !one.asked.some(({ status }) => status !== undefined && status < 400))
  );
}
