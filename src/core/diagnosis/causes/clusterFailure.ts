import { list, needed, number, object, or, type Read, readItems, text } from '../../model/shape.ts';
import type { FailureCategory } from '../explanation/category.ts';
import type { Explanation } from '../explanation/explanation.ts';
import { readGivenExplanation } from '../explanation/explanationShape.ts';
import type { FailingKind } from './failing.ts';

/** The place and time of a failure. */
export interface Occurrence {
  readonly accountId: string;
  readonly jobId?: string | undefined;
  readonly taskId?: string | undefined;
  readonly poolId?: string | undefined;
  readonly nodeId?: string | undefined;
  /** ISO 8601. */
  readonly at: string;
}

/** One failure of an account: of a task, a node, or a pool. */
export interface Failure extends Occurrence {
  readonly explanation: Explanation;
  /** The words of the service or the log, not masked. */
  readonly message: string;
  /** Exit code of a task whose program ended. */
  readonly exitCode?: number | undefined;
  /** Other items that are assumed to have failed alike: they are counted with it, and not explained themselves. */
  readonly alike?: readonly Occurrence[] | undefined;
}

/** Failures of one cause. */
export interface Cluster {
  readonly fingerprint: string;
  /** Kind of the failed items; tasks that failed with their node, pool or job are among them. */
  readonly kind: FailingKind;
  /** The cause in a few words. */
  readonly title: string;
  readonly category: FailureCategory;
  readonly count: number;
  /** Ids. */
  readonly jobs: readonly string[];
  readonly nodes: readonly string[];
  readonly firstSeen: string;
  readonly lastSeen: string;
  /** The reason why these belong together. */
  readonly why: string;
}

/** A cluster with the failures that are in it, whose messages may hold secrets. */
export interface ClusterWithMembers {
  readonly cluster: Cluster;
  readonly members: readonly Failure[];
  /** The members that failed because of another one. */
  readonly followers: readonly Failure[];
}

/** Failures with the same key and kind of item, in the making. */
export interface Group {
  readonly key: string;
  /** Kind of the members: a problem that is fixed at nodes is another cause than one that is fixed at tasks. */
  readonly kind: FailingKind;
  readonly fingerprint: string;
  /** Message without literals; empty when the fingerprint alone separates causes. */
  readonly template: string;
  readonly members: Failure[];
  /** Failures that followed from the members: tasks that ended with their node, or wait for a task that failed. */
  readonly followers: readonly Failure[];
}

/** Lists the failures, and those alike. */
export function listOccurrences(failures: readonly Failure[]): readonly Occurrence[] {
  return failures.flatMap((failure): readonly Occurrence[] => [failure, ...(failure.alike ?? [])]);
}

/** Returns the kind of the failed item. */
export function findFailedKind({ taskId, nodeId, jobId }: Occurrence): FailingKind {
  if (taskId !== undefined) return 'task';
  if (nodeId !== undefined) return 'node';
  return jobId === undefined ? 'pool' : 'job';
}

/** Checks whether evidence of this source is a line of a task's log. */
export function isLogLine(source: string | undefined): boolean {
  return source !== undefined && /^std(?:err|out)\.txt:\d/.test(source);
}

/** Checks whether an explanation rests only on an exit code, which programs share for many causes. */
export function restsOnExitCode({ evidence = [] }: Explanation): boolean {
  return evidence.some(({ source }) => source === 'exitCode') && !evidence.some(({ source }) => isLogLine(source));
}

/** Checks whether an explanation says no more than that a program ended with an exit code that any program may use. */
export function isBareExitCode(explanation: Explanation): boolean {
  return explanation.category === 'other' && explanation.confidence === 'guess' && restsOnExitCode(explanation);
}

const occurrence = {
  accountId: or(text, ''),
  jobId: text,
  taskId: text,
  poolId: text,
  nodeId: text,
  at: needed(text),
} as const;

const readFailure: Read<Failure> = object<Failure>({
  ...occurrence,
  explanation: needed(readGivenExplanation),
  message: needed(text),
  exitCode: number,
  alike: list(object<Occurrence>(occurrence)),
});

/** Reads the items of `given` that have a place, a time and a reason, whatever a caller passes. Never throws. */
export function readFailures(given: unknown): readonly Failure[] {
  return Array.isArray(given) ? readItems(readFailure, given).items : [];
}
