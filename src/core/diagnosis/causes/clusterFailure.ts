import { type Infer, list, needed, number, object, oneOf, or, readItems, text } from '../../model/shape.ts';
import { failingKinds } from '../../query/failingKinds.ts';
import { facts } from '../evidence/shapes.ts';
import { failureCategories } from '../explanation/category.ts';
import type { Explanation } from '../explanation/explanation.ts';
import { readGivenExplanation } from '../explanation/explanationShape.ts';
import type { FailingKind } from './failing.ts';

const occurrence = {
  accountId: or(text, ''),
  jobId: text,
  taskId: text,
  poolId: text,
  nodeId: text,
  /** ISO 8601. */
  at: needed(text),
} as const;
const readOccurrence = facts(occurrence);

/** The place and time of a failure. */
export interface Occurrence extends Infer<typeof readOccurrence> {}

const readFailure = facts({
  ...occurrence,
  explanation: needed(readGivenExplanation),
  /** The words of the service or the log, not masked. */
  message: needed(text),
  /** Exit code of a task whose program ended. */
  exitCode: number,
  /** Other items that are assumed to have failed alike: they are counted with it, and not explained themselves. */
  alike: list(readOccurrence),
});

/** One failure of an account: of a task, a node, or a pool. */
export interface Failure extends Infer<typeof readFailure> {}

export const readCluster = object({
  fingerprint: needed(text),
  /** Kind of the failed items; tasks that failed with their node, pool or job are among them. */
  kind: needed(oneOf(failingKinds)),
  /** The cause in a few words. */
  title: needed(text),
  category: needed(oneOf(failureCategories)),
  count: needed(number),
  /** Ids. */
  jobs: needed(list(text)),
  nodes: needed(list(text)),
  firstSeen: needed(text),
  lastSeen: needed(text),
  /** The reason why these belong together. */
  why: needed(text),
});

/** Failures of one cause. */
export interface Cluster extends Infer<typeof readCluster> {}

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

/** Reads the items of `given` that have a place, a time and a reason, whatever a caller passes. Never throws. */
export function readFailures(given: unknown): readonly Failure[] {
  return Array.isArray(given) ? readItems(readFailure, given).items : [];
}
