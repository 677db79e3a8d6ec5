import { isOfExitCode } from '../../model/exitConditions.ts';
import type { Failure } from './clusterFailure.ts';

/**
 * Maximum minutes between the end of a task and the detection of its node's failure for the failure to explain the end.
 */
const noticedWithinMinutes = 10;
/** Maximum milliseconds between the end of a task that ends its job and the end of the job. */
const endsWithinMs = 20 * 60_000;
/** Categories of tasks that failed because of another failure. */
const sufferings: ReadonlySet<string> = new Set(['interrupted', 'node', 'disk-full']);

/** Finds the failure that a task's failure followed from; undefined if no known failure explains it. */
export type FindCause = (failure: Failure) => Failure | undefined;

/** Checks whether a task failed, rather than a node, pool, or job. */
export function isOfTask({ taskId }: Failure): boolean {
  return taskId !== undefined;
}

function hasEvidence({ explanation: { evidence = [] } }: Failure, from: string): boolean {
  return evidence.some(({ source }) => source === from);
}

/**
 * Finds the failed node of a task that ended with it, if the node failed at about the same time. The node may also have
 * failed earlier.
 */
export function findFailedNode(failures: readonly Failure[]): FindCause {
  const toKey = ({ accountId, poolId, nodeId }: Failure, minute: number) =>
    `${accountId}\n${poolId ?? ''}\n${nodeId ?? ''}\n${minute}`;
  const nodes = indexFirst(failures.filter(isOfNode), (node) => [toKey(node, toMinute(node))]);
  return (failure) => {
    if (nodes.size === 0 || !sufferings.has(failure.explanation.category)) return undefined;
    for (let away = -noticedWithinMinutes; away <= noticedWithinMinutes; away++) {
      const node = nodes.get(toKey(failure, toMinute(failure) + away));
      if (node !== undefined) return node;
    }
    return undefined;
  };
}

function toMinute(failure: Failure): number {
  return Math.floor(toMs(failure) / 60_000);
}

function isOfNode(failure: Failure): boolean {
  return !isOfTask(failure) && failure.nodeId !== undefined;
}

/** Finds the failed pool or job of a task that failed or waits with the same code, for example because of a quota. */
export function findFailedOwner(failures: readonly Failure[]): FindCause {
  const owners = indexFirst(
    failures.filter((failure) => !isOfTask(failure) && failure.nodeId === undefined),
    toOwnerKeys,
  );
  return (failure) => {
    for (const key of toOwnerKeys(failure)) {
      const owner = owners.get(key);
      if (owner !== undefined) return owner;
    }
    return undefined;
  };
}

/** Returns keys to find a task's failed pool or job; none for a mere exit code: such failures may be unrelated. */
function toOwnerKeys({ accountId, jobId, poolId, explanation: { code } }: Failure): readonly string[] {
  if (code === undefined || isOfExitCode(code)) return [];
  const pool = poolId === undefined ? [] : [`pool\n${accountId}\n${poolId}\n${code}`];
  const job = jobId === undefined ? [] : [`job\n${accountId}\n${jobId}\n${code}`];
  return [...pool, ...job];
}

/** Finds the failed node that keeps a task waiting for nodes of its pool. */
export function findFailedNodesOfPool(failures: readonly Failure[]): FindCause {
  const toKey = ({ accountId, poolId, explanation: { category } }: Failure) =>
    `${accountId}\n${poolId ?? ''}\n${category}`;
  const nodes = indexFirst(failures.filter(isOfNode), (failure) => [toKey(failure)]);
  return (failure) => (hasEvidence(failure, 'nodes') ? nodes.get(toKey(failure)) : undefined);
}

/**
 * Finds the failure that keeps a task waiting for other tasks: that of the first of these tasks that failed or waits
 * itself.
 */
export function findFailedDependency(failures: readonly Failure[]): FindCause {
  if (!failures.some((failure) => hasEvidence(failure, 'dependsOn'))) return () => undefined;
  const tasks = indexTasks(failures);
  return (failure) => {
    const { evidence = [] } = failure.explanation;
    const text = evidence.find(({ source }) => source === 'dependsOn')?.text ?? '';
    const named = (text.match(/[\w-]+/g) ?? []).map((taskId) => tasks.get(toTaskKey(failure, taskId)));
    return named.find((task) => task !== undefined && task.taskId !== failure.taskId);
  };
}

function indexTasks(failures: readonly Failure[]): ReadonlyMap<string, Failure> {
  return indexFirst(failures, (one) => (one.taskId === undefined ? [] : [toTaskKey(one, one.taskId)]));
}

function toTaskKey({ accountId, jobId }: Failure, taskId: string): string {
  return `${accountId}\n${jobId ?? ''}\n${taskId.toLowerCase()}`;
}

/**
 * Finds the failure that ended a job and its other tasks: the task that they name; otherwise, the last task that failed
 * before them.
 */
export function findTaskThatEndedJob(failures: readonly Failure[]): FindCause {
  const toKey = ({ accountId, jobId }: Failure) => `${accountId}\n${jobId ?? ''}`;
  const named = failures.some((failure) => nameCulprit(failure) !== undefined) ? indexTasks(failures) : undefined;
  const ended = indexFirst(failures.filter(wasEndedWithJob), (failure) => [toKey(failure)]);
  if (ended.size === 0 && named === undefined) return () => undefined;
  const culprits = new Map<string, Failure>();
  for (const failure of failures) {
    const [key, isCulprit] = [toKey(failure), isOfTask(failure) && !sufferings.has(failure.explanation.category)];
    const [end, last] = [ended.get(key), culprits.get(key)];
    const elapsedMs = end === undefined ? -1 : toMs(end) - toMs(failure);
    const isInTime = elapsedMs >= 0 && elapsedMs <= endsWithinMs;
    if (isCulprit && isInTime && (last === undefined || isBefore(last, failure))) culprits.set(key, failure);
  }
  return (failure) =>
    named?.get(toTaskKey(failure, nameCulprit(failure) ?? '')) ??
    (wasEndedWithJob(failure) ? culprits.get(toKey(failure)) : undefined);
}

function nameCulprit({ explanation: { category, evidence = [] } }: Failure): string | undefined {
  return sufferings.has(category) ? evidence.find(({ ofTask }) => ofTask !== undefined)?.ofTask?.taskId : undefined;
}

function wasEndedWithJob({ explanation: { evidence = [] } }: Failure): boolean {
  return evidence.some(({ text }) => /^terminateReason = TaskFailed$/i.test(text));
}

/** Returns the time of the failure in milliseconds since 1970; NaN if it is not known. */
function toMs({ at }: Failure): number {
  return Date.parse(at);
}

/** Indexes the first failure by time for each key, and by ID among failures at the same time. */
function indexFirst(
  failures: readonly Failure[],
  toKeys: (failure: Failure) => readonly string[],
): ReadonlyMap<string, Failure> {
  const index = new Map<string, Failure>();
  for (const failure of failures) {
    for (const key of toKeys(failure)) {
      const known = index.get(key);
      if (known === undefined || isBefore(failure, known)) index.set(key, failure);
    }
  }
  return index;
}

/** Orders failures by time, with unknown times last, then by ID, and then by their text. */
export function isBefore(one: Failure, other: Failure): boolean {
  if (one.at !== other.at) {
    // Times in the same format sort like text, which is faster.
    if (isUtc(one.at) && isUtc(other.at) && one.at.length === other.at.length) return one.at < other.at;
    const [left, right] = [toMs(one), toMs(other)];
    if (left < right || (Number.isNaN(right) && !Number.isNaN(left))) return true;
    if (right < left || (Number.isNaN(left) && !Number.isNaN(right))) return false;
  }
  for (const read of identifying) {
    const [own, known] = [read(one) ?? '', read(other) ?? ''];
    if (own !== known) return own < known;
  }
  return false;
}

const identifying: readonly ((failure: Failure) => string | undefined)[] = [
  ({ jobId }) => jobId,
  ({ taskId }) => taskId,
  ({ poolId }) => poolId,
  ({ nodeId }) => nodeId,
  ({ explanation }) => explanation.title,
  ({ message }) => message,
];

function isUtc(text: string): boolean {
  return text.charAt(10) === 'T' && text.endsWith('Z');
}
