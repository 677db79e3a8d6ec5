import { failingKinds } from '../../failures/failingKinds.ts';
import { isOfExitCode } from '../../model/exitConditions.ts';
import { type Infer, list, needed, number, object, oneOf, or, readItems, text } from '../../model/shape.ts';
import { facts } from '../evidence/shapes.ts';
import { type FailureCategory, failureCategories } from '../explanation/category.ts';
import { type Explanation, readGivenExplanation } from '../explanation/explanation.ts';
import type { FailingKind } from './failing.ts';

const occurrence = {
  accountId: or(text, ''),
  jobId: text,
  taskId: text,
  poolId: text,
  nodeId: text,
  /** Time of the failure, ISO 8601. */
  at: needed(text),
} as const;
const readOccurrence = facts(occurrence);

/** The place and time of a failure. */
export interface Occurrence extends Infer<typeof readOccurrence> {}

const readFailure = facts({
  ...occurrence,
  explanation: needed(readGivenExplanation),
  /** The message of the service or the log, not masked. */
  message: needed(text),
  exitCode: number,
  /** Names of the programs and scripts that the task ran. */
  program: text,
  /** Other items that are assumed to have failed alike. They are counted with this one, not explained themselves. */
  alike: list(readOccurrence),
});

/** One failure of an account, which affects a task, a node, or a pool. */
export interface Failure extends Infer<typeof readFailure> {}

export const readCluster = object({
  fingerprint: needed(text),
  /** Kind of the failed items. Tasks that failed with their node, pool, or job are included. */
  kind: needed(oneOf(failingKinds)),
  title: needed(text),
  category: needed(oneOf(failureCategories)),
  count: needed(number),
  jobs: needed(list(text)),
  nodes: needed(list(text)),
  firstSeen: needed(text),
  lastSeen: needed(text),
  why: needed(text),
});

/** Failures of one cause. */
export interface Cluster extends Infer<typeof readCluster> {}

/** A cluster with its failures, whose messages may contain secrets. */
export interface ClusterWithMembers {
  readonly cluster: Cluster;
  readonly members: readonly Failure[];
  /** The members that failed because of another member. */
  readonly followers: readonly Failure[];
}

/** Failures with the same key and kind of item, while they are being grouped. */
export interface Group {
  readonly key: string;
  /** Kind of the members. A problem that is fixed on nodes is a different cause than one that is fixed in tasks. */
  readonly kind: FailingKind;
  readonly fingerprint: string;
  /** Message without literals; empty if the fingerprint alone distinguishes causes. */
  readonly template: string;
  readonly members: Failure[];
  /** Failures that followed from the members: tasks that ended with their node, or that wait for a failed task. */
  readonly followers: readonly Failure[];
}

/** Lists the failures, and those assumed to be alike. */
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
  return source !== undefined && /^(?:workitems\/.*\/)?std(?:err|out)\.txt:\d/.test(source);
}

/**
 * Checks whether an explanation rests only on an exit code, which programs share for many causes. The exit code of a task
 * that the service ended says nothing of its own.
 */
export function restsOnExitCode({ code, evidence = [] }: Explanation): boolean {
  if (code !== undefined && !isOfExitCode(code)) return false;
  return evidence.some(({ source }) => source === 'exitCode') && !evidence.some(({ source }) => isLogLine(source));
}

/** Categories of what programs do wrong themselves, rather than of what they lack. */
const ofPrograms: ReadonlySet<FailureCategory> = new Set([
  'other',
  'crash-signal',
  'bad-arguments',
  'bad-input',
  'exception-in-user-code',
]);

/**
 * Checks whether only an exit code is known, and it is about the program: different programs mean different things by the
 * same code.
 */
export function isCodeOfProgram(explanation: Explanation): boolean {
  return ofPrograms.has(explanation.category) && restsOnExitCode(explanation);
}

/** Checks whether an explanation only states that a program ended with an exit code that any program may use. */
export function isBareExitCode(explanation: Explanation): boolean {
  return explanation.category === 'other' && explanation.confidence === 'guess' && restsOnExitCode(explanation);
}

/** Reads the items of `given` that have a place, a time, and a reason. Accepts any input, and never throws. */
export function readFailures(given: unknown): readonly Failure[] {
  return Array.isArray(given) ? readItems(readFailure, given).items : [];
}
