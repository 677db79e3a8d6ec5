import * as l10n from '@vscode/l10n';
import { findLargest } from '../../extremes.ts';
import type { ComputeNode } from '../../model/computeNode.ts';
import { findReturn, isFailed, type Task, wasPutBack } from '../../model/task.ts';
import { plural } from '../../text/plural.ts';
import { asCount } from '../../words/numbers.ts';
import { isSame, toTime } from '../evidence/time.ts';
import { change, describeOutcome, failure, type Moment, outcome } from './moment.ts';

/** Lists the events that a task itself records: its last attempt, its retries, and its requeues. */
export function listTaskMoments(task: Task): readonly Moment[] {
  const { id, executionInfo: info } = task;
  return [
    change('task added', task.creationTime, l10n.t('Task {0} was added', id)),
    ...(hasHappened(info?.requeueCount, info?.lastRequeueTime)
      ? // Requeues are requested (Batch documentation: "TaskExecutionInformation: requeueCount"), so nothing failed.
        [change('task again', info?.lastRequeueTime, describeRequeue(id, info?.requeueCount ?? 1))]
      : []),
    ...(hasHappened(info?.retryCount, info?.lastRetryTime)
      ? [failure('task again', info?.lastRetryTime, describeRetry(id, info?.retryCount ?? 1))]
      : []),
    ...listInterruption(task),
    change('task began', info?.startTime, describeBegin(task)),
    ...(task.state === 'completed'
      ? [outcome('task ended', info?.endTime ?? task.stateTransitionTime, describeFailure(task), describeSuccess(id))]
      : []),
  ];
}

/**
 * Lists a run that Batch ended and put back into the queue by itself, for example because Azure took the node back,
 * which Batch doesn't count as a requeue.
 */
function listInterruption(task: Task): readonly Moment[] {
  const { id, previousStateTransitionTime, stateTransitionTime } = task;
  const returned = findReturn(task);
  if (returned !== undefined) return [change('task again', returned, describeRequeue(id, 1))];
  if (!wasPutBack(task)) return [];
  return [
    change('earlier attempt began', previousStateTransitionTime, l10n.t('Task {0} started', id)),
    change('task again', stateTransitionTime, describeRequeue(id, 1)),
  ];
}

/**
 * Lists attempts that failed before the last retry by Batch and whose end times no node has recorded. A retry from
 * this computer, which saves the run before it, sets Batch's count to 0.
 */
export function listUndatedFailures(
  { id, executionInfo: info }: Task,
  recorded: readonly Task[],
  saved: readonly Task[],
): readonly Moment[] {
  const end = toTime(info?.endTime) ?? Infinity;
  const listEnds = (runs: readonly Task[]) =>
    runs
      .filter((run) => run.id === id && isFailed(run))
      .flatMap(({ executionInfo }) => toTime(executionInfo?.endTime) ?? [])
      .filter((one) => one < end);
  const since = findLargest(listEnds(saved));
  const ends = listEnds(recorded).filter((one) => one > since);
  // The last of these attempts failed when the task was retried.
  const count = (info?.retryCount ?? 0) - Math.max(1, new Set(ends).size);
  if (count <= 0) return [];
  const text = plural(count, {
    one: l10n.t('Task {id} failed {count} more time before its last retry', { id, ...asCount(count) }),
    other: l10n.t('Task {id} failed {count} more times before its last retry', { id, ...asCount(count) }),
  });
  return [failure('earlier attempt ended', undefined, text)];
}

/** Lists the events of an attempt that was saved before its task ran again. */
export function listAttemptMoments(attempt: Task): readonly Moment[] {
  const { id, executionInfo: info } = attempt;
  return [
    change('earlier attempt began', info?.startTime, describeBegin(attempt)),
    outcome('earlier attempt ended', info?.endTime, describeFailure(attempt), describeSuccess(id)),
  ];
}

/**
 * Lists the earlier attempts of these tasks that nodes have recorded, limited to one job if it is known, because tasks
 * themselves only record their last attempt.
 */
export function listRecentAttempts(
  nodes: readonly ComputeNode[],
  tasks: readonly Task[],
  ofJob: string | undefined,
): readonly Task[] {
  const ids = new Map(tasks.map(({ id }) => [id.toLowerCase(), id]));
  return nodes.flatMap(({ id: nodeId, recentTasks }) =>
    (recentTasks ?? []).flatMap(({ jobId, taskId, taskState, executionInfo }) => {
      const id = ids.get(taskId?.toLowerCase() ?? '');
      const isOther = jobId !== undefined && ofJob !== undefined && !isSame(jobId, ofJob);
      if (id === undefined || isOther || executionInfo?.endTime === undefined) return [];
      const state = taskState === undefined ? {} : { state: taskState };
      return [{ id, ...state, nodeInfo: { nodeId }, executionInfo }];
    }),
  );
}

/** Checks whether an event that the service counts has happened, even if its time is unknown. */
export function hasHappened(count: number | undefined, last: string | undefined): boolean {
  return last !== undefined || (count ?? 0) > 0;
}

export function describeBegin({ id, nodeInfo }: Pick<Task, 'id' | 'nodeInfo'>): string {
  return nodeInfo?.nodeId === undefined
    ? l10n.t('Task {0} started', id)
    : l10n.t('Task {0} started on node {1}', id, nodeInfo.nodeId);
}

function describeFailure(task: Task): string | undefined {
  return isFailed(task) ? describeTaskFailure(task.id, describeOutcome(task.executionInfo ?? {})) : undefined;
}

export function describeTaskFailure(id: string, why: string): string {
  return l10n.t('Task {0} failed: {1}', id, why);
}

export function describeSuccess(id: string): string {
  return l10n.t('Task {0} succeeded', id);
}

function describeRequeue(id: string, count: number): string {
  return count > 1
    ? l10n.t('Task {0} was requeued ({1} times so far)', id, count)
    : l10n.t('Task {0} was requeued', id);
}

function describeRetry(id: string, count: number): string {
  return count > 1 ? l10n.t('Task {0} was retried ({1} times so far)', id, count) : l10n.t('Task {0} was retried', id);
}
