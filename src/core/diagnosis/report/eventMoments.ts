import * as l10n from '@vscode/l10n';
import type { ServiceEvent } from '../../model/monitor.ts';
import type { Task } from '../../model/task.ts';
import { formatNumber } from '../../words/numbers.ts';
import { isSame, toTime } from '../evidence/time.ts';
import { change, describeOutcome, failure, type Moment } from './moment.ts';
import { listPreparationMoments, listStartTaskMoments } from './nodeMoments.ts';
import { describeFormulaFailure, describeResizeFailure } from './ownerMoments.ts';
import { describeBegin, describeSuccess, describeTaskFailure } from './taskMoments.ts';

/** Maximum difference in milliseconds between the times that Batch and its log record for the same event. */
const sameMs = 2000;

/**
 * Lists the events of the service log, except those that tasks themselves report about their last runs. For many tasks,
 * only failures and repeated runs are listed.
 */
export function listEventMoments(events: readonly ServiceEvent[], tasks: readonly Task[]): readonly Moment[] {
  const ofOneTask = new Set(events.flatMap(({ kind, taskId }) => (kind.startsWith('task') ? [taskId] : []))).size < 2;
  const failed = new Set(events.filter(({ kind }) => kind === 'taskFail').map(toEndKey));
  const inOrder = events.toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at));
  const isGone = ofOneTask && tasks.length === 0;
  const lastStart = isGone ? inOrder.findLast(({ kind }) => kind === 'taskStart') : undefined;
  const lastResults = new Map<string, string>();
  return inOrder.flatMap((event): readonly Moment[] => {
    const { kind, poolId = '', results } = event;
    if (isKnown(event, tasks)) return [];
    // The end of a failed task is also a failure event.
    if (kind === 'taskComplete' && (!ofOneTask || failed.has(toEndKey(event)))) return [];
    if (kind === 'taskStart' && !ofOneTask) return [];
    if (kind === 'autoscale' && event.problem === undefined) {
      if (results === undefined || lastResults.get(poolId) === results) return [];
      lastResults.set(poolId, results);
    }
    return toMoments(event, lastStart !== undefined && Date.parse(event.at) >= Date.parse(lastStart.at));
  });
}

function toEndKey({ jobId, taskId, at }: ServiceEvent): string {
  return JSON.stringify([jobId, taskId, at]).toLowerCase();
}

/** Checks whether a known task has the same event in its own properties. */
function isKnown({ kind, at, taskId }: ServiceEvent, tasks: readonly Task[]): boolean {
  const task = tasks.find(({ id }) => isSame(taskId, id));
  if (task === undefined) return false;
  const own = kind === 'taskStart' ? task.executionInfo?.startTime : task.executionInfo?.endTime;
  const isRun = kind === 'taskStart' || kind === 'taskComplete' || kind === 'taskFail';
  return isRun && Math.abs((toTime(own) ?? Number.NaN) - (toTime(at) ?? 0)) <= sameMs;
}

/**
 * Converts an event to moments; empty for an event that belongs to another one. `isOfLastRun` is true for the last run
 * of a deleted task, which is not an earlier attempt.
 */
export function toMoments(event: ServiceEvent, isOfLastRun = false): readonly Moment[] {
  const { kind, at, taskId: id = '', poolId = '', nodeId = '', exitCode, problem, currentNodes, targetNodes } = event;
  const code = problem?.code;
  const why = describeOutcome({ exitCode, failureInfo: code === undefined ? undefined : { code } });
  const [began, ended] = isOfLastRun
    ? (['task began', 'task ended'] as const)
    : (['earlier attempt began', 'earlier attempt ended'] as const);
  const ofPool = (text: string): readonly Moment[] => [change('pool changed', at, text)];
  switch (kind) {
    case 'taskStart':
      return [change(began, at, describeBegin({ id, nodeInfo: { nodeId } }))];
    case 'taskComplete':
      return [change(ended, at, exitCode === 0 ? describeSuccess(id) : l10n.t('Task {0} ended', id))];
    case 'taskFail':
      return [failure(ended, at, describeTaskFailure(id, why))];
    case 'taskRequeue': {
      const text = l10n.t('Task {task} was requeued. It previously ran on node {node} ({why})', {
        task: id,
        node: nodeId,
        why,
      });
      return [change('task again', at, text)];
    }
    case 'taskScheduleFail':
      return [failure('task again', at, l10n.t('Task {task} could not be scheduled: {why}', { task: id, why }))];
    case 'specialTask':
      return listSpecialMoments(event);
    case 'poolCreate':
      return [change('pool added', at, l10n.t('Pool {0} was added', poolId))];
    case 'poolResizeStart':
      return ofPool(
        l10n.t('Pool {pool} started resizing from {current} to {target} nodes', {
          pool: poolId,
          current: formatNumber(currentNodes ?? 0),
          target: formatNumber(targetNodes ?? 0),
        }),
      );
    case 'poolResizeComplete':
      return [toResizeMoment(event)];
    case 'poolDeleteStart':
      return ofPool(l10n.t('Deletion of pool {0} started', poolId));
    case 'poolDeleteComplete':
      return ofPool(l10n.t('Pool {0} was deleted', poolId));
    case 'autoscale':
      if (problem !== undefined) return [failure('pool changed', at, describeFormulaFailure(poolId, code))];
      return ofPool(
        l10n.t('The autoscale formula for pool {pool} returned: {results}', {
          pool: poolId,
          results: event.results ?? '',
        }),
      );
    case 'other':
      return [];
  }
}

function toResizeMoment({ at, poolId = '', resultCode = '', currentNodes }: ServiceEvent): Moment {
  if (resultCode !== '' && !isSame(resultCode, 'Success'))
    return failure('pool changed', at, describeResizeFailure(poolId, resultCode));
  const current = formatNumber(currentNodes ?? 0);
  return change(
    'pool changed',
    at,
    l10n.t('The resize of pool {pool} ended with {current} nodes', { pool: poolId, current }),
  );
}

/** Lists the events of preparation, release, and start tasks. The names of these task types aren't documented. */
function listSpecialMoments({
  at,
  taskType = '',
  nodeId = '',
  exitCode,
  result,
  problem,
}: ServiceEvent): readonly Moment[] {
  const info = {
    endTime: at,
    ...(exitCode === undefined ? {} : { exitCode }),
    ...(isSame(result, 'failure') ? { result: 'failure' as const } : {}),
    ...(problem?.code === undefined ? {} : { failureInfo: { code: problem.code } }),
  };
  const all = /start/i.test(taskType)
    ? listStartTaskMoments(nodeId, info)
    : listPreparationMoments({
        nodeId,
        ...(/release/i.test(taskType)
          ? { jobReleaseTaskExecutionInfo: info }
          : { jobPreparationTaskExecutionInfo: info }),
      });
  // Omits the start, because the event doesn't contain its time.
  return all.filter((moment) => moment.at === at);
}
