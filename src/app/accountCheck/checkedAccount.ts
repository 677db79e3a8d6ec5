import type { HostReach } from '../../core/answers/hostReach.ts';
import type { AuthenticationKind } from '../../core/model/account.ts';

/** Groups of requests, each with one question to the user. */
export const checkGroups = ['account', 'resourceManager', 'metrics', 'logs', 'storage'] as const;
/** The groups of requests that only read, and the trial, which changes the account and must be requested explicitly. */
export type CheckGroup = (typeof checkGroups)[number] | 'changes';

/** Milliseconds without a response after which a group ends, longer than the waits that the service asks for. */
export const patienceMs = 60_000;

/**
 * The result of checking an account: names of operations and properties, counts, and durations. Contains no data from
 * the account.
 */
export interface CheckedAccount {
  readonly authentication: AuthenticationKind;
  /** Absent when the user did not permit requests to the account. */
  readonly reach?: HostReach;
  /** Milliseconds by which this computer's clock is ahead of the service's; absent when no response had a time. */
  readonly clockAheadMs?: number;
  readonly groups: readonly CheckedGroup[];
  /** Rights by name: true if granted, false if missing, undefined if unknown. Absent for accounts opened by key. */
  readonly rights?: Readonly<Record<string, boolean | undefined>>;
}

export interface CheckedGroup {
  readonly group: CheckGroup;
  readonly version?: string;
  /**
   * Why the check of the group is incomplete: the user skipped it, a key gives access to Batch alone, no response
   * arrived, or there were too many requests.
   */
  readonly ended?: 'skipped' | 'byKey' | 'silent' | 'tooMany';
  readonly asked: readonly AskedOperation[];
  /** Operations that were not checked because the account has no such items or the request is not possible. */
  readonly notAsked: readonly string[];
  readonly failures?: readonly TriedFailure[];
}

/** A kind of failure that the trial provoked. */
export interface TriedFailure {
  readonly name: string;
  /** The code of the failure, or the state of the task; undefined if Batch documents none. */
  readonly expected: string | undefined;
  /** The code or state that occurred: `another` if the extension doesn't know it, undefined when unknown. */
  readonly seen: string | undefined;
}

/** Responses with the same status to requests of one operation. */
export interface AskedOperation {
  readonly operation: string;
  /** Undefined when there was no response. */
  readonly status: number | undefined;
  /** An error code that the extension knows; `another` for any other code. */
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
