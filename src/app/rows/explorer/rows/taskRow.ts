import * as l10n from '@vscode/l10n';
import { isExpected } from '../../../../core/model/exitConditions.ts';
import type { Job } from '../../../../core/model/job.ts';
import type { Resubmission } from '../../../../core/model/resubmission.ts';
import { describeState, describeStateOfMany } from '../../../../core/model/states.ts';
import { isFailed, type Task, toShownState, toTaskGroup } from '../../../../core/model/task.ts';
import { toText } from '../../../../core/model/words.ts';
import { describeResubmittedBriefly } from '../../../../core/page/describeResubmitted.ts';
import { joinParts } from '../../../../core/text/lists.ts';
import { capitalize } from '../../../../core/text/locale.ts';
import { toDurationWords } from '../../../../core/words/durations.ts';
import { toNodeName } from '../../../../core/words/nodeNames.ts';
import type { AccountSnapshot } from '../../../../service/store/accountStore.ts';
import { findJob } from '../../../lists/findById.ts';
import { countResolved, findResubmission } from '../../../lists/resolved.ts';
import { countTasks, type ShownTaskGroup } from '../../../lists/taskCount.ts';
import type { ContextWord } from '../../contextValue.ts';
import { toResolvedText } from '../../counts.ts';
import { toEndText, toTaskWords, withoutRetry } from '../../resourceWords.ts';
import { type Row, type RowFact, toFacts, toLongTime, toReadingKey, toShortTime, type Viewer } from '../../row.ts';
import { toCountText } from './accountRow.ts';

export function toTaskGroupRow(jobId: string, group: ShownTaskGroup, snapshot: AccountSnapshot): Row {
  const count = countTasks(snapshot, jobId, group);
  const { severity } = describeState('taskGroup', group);
  const resolved = group === 'failed' ? countResolved(snapshot, jobId) : 0;
  const areAllResolved = resolved > 0 && resolved === count;
  const description = joinParts(
    count !== undefined && toCountText(count, false),
    resolved > 0 && toResolvedText(resolved),
  );
  return {
    kind: 'taskGroup',
    words: group === 'failed' || group === 'running' || group === 'active' || group === 'succeeded' ? [group] : [],
    label: capitalize(describeStateOfMany('taskGroup', group)),
    ...(description === undefined ? {} : { description }),
    icon: areAllResolved ? 'ok' : severity,
    children: group === 'failed' && !areAllResolved ? 'expanded' : 'collapsed',
  };
}

interface KnownRow {
  readonly row: Row;
  readonly nodeName: string | undefined;
  readonly readingKey: string;
  readonly again: Resubmission | undefined;
  readonly jobState: Job['state'];
}

/** Rows by task object. There are thousands, and the same object means that nothing has changed. */
const knownRows = new WeakMap<Task, KnownRow>();

/** Returns the row of a task, which is the same object until its content changes. */
export function toTaskRow(jobId: string, task: Task, snapshot: AccountSnapshot, reader: Viewer): Row {
  const nodeName = findNodeName(task, snapshot);
  const readingKey = toReadingKey(reader);
  const again = isFailed(task) ? findResubmission(snapshot, jobId, task) : undefined;
  const job = findJob(snapshot, jobId);
  const jobState = job?.state;
  const known = knownRows.get(task);
  const isSame =
    known?.nodeName === nodeName &&
    known?.readingKey === readingKey &&
    known?.again === again &&
    known?.jobState === jobState;
  if (known !== undefined && isSame) return known.row;
  const row = makeTaskRow(task, { words: toTaskWords(task, job), nodeName, again }, reader);
  knownRows.set(task, { row, nodeName, readingKey, again, jobState });
  return row;
}

interface AroundTask {
  readonly words: readonly ContextWord[];
  readonly nodeName: string | undefined;
  readonly again: Resubmission | undefined;
}

function makeTaskRow(task: Task, { words, nodeName, again }: AroundTask, reader: Viewer): Row {
  const group = toTaskGroup(task);
  const state = describeState('taskGroup', toShownState(task));
  const isResolved = again?.outcome === 'succeeded';
  const outcome = describeTaskOutcome(task);
  const details = joinParts(
    again && describeResubmittedBriefly([again], 1),
    outcome,
    nodeName,
    toShortTime(task.executionInfo?.endTime ?? task.stateTransitionTime, reader),
    task.displayName,
  );
  const description = group === undefined ? joinParts(state.label, details) : details;
  return {
    kind: 'task',
    words: isResolved ? withoutRetry(words) : words,
    label: task.id,
    ...(description === undefined ? {} : { description }),
    icon: isResolved ? 'ok' : group === 'failed' && isExpected(task) ? 'warning' : state.severity,
    spoken: joinParts(l10n.t('task {id}', { id: task.id }), state.label, details) ?? task.id,
    children: 'collapsed',
    facts: () => toTaskFacts(task, reader),
  };
}

/** Describes how a failed task ended; undefined if the task did not fail. */
function describeTaskOutcome(task: Task): string | undefined {
  return toTaskGroup(task) === 'failed' ? toEndText(task.executionInfo) : undefined;
}

function findNodeName(task: Task, snapshot: AccountSnapshot): string | undefined {
  const { poolId, nodeId } = task.nodeInfo ?? {};
  if (poolId === undefined || nodeId === undefined) return undefined;
  return toNodeName(nodeId, snapshot.slice({ kind: 'nodes', poolId }));
}

function toTaskFacts(task: Task, reader: Viewer): readonly RowFact[] {
  const info = task.executionInfo;
  const failure = info?.failureInfo;
  return [
    ...toFacts({
      [l10n.t('Task')]: task.id,
      [l10n.t('Name')]: task.displayName,
      [l10n.t('State')]: describeState('taskGroup', toShownState(task)).label,
      [l10n.t('Exit code')]: info?.exitCode,
      [l10n.t('Failure')]: joinParts(toText(failure?.category), failure?.code, failure?.message),
    }),
    ...(failure?.details ?? []).map(({ name, value }) => ({ name, value: value ?? '' })),
    ...toFacts({
      [l10n.t('Command line')]: task.commandLine,
      [l10n.t('Pool')]: task.nodeInfo?.poolId,
      [l10n.t('Node')]: task.nodeInfo?.nodeId,
      [l10n.t('Started')]: toLongTime(info?.startTime, reader),
      [l10n.t('Ended')]: toLongTime(info?.endTime, reader),
      [l10n.t('Ran for')]: toRunTime(task),
      [l10n.t('Retries')]: info?.retryCount,
      [l10n.t('Requeues')]: info?.requeueCount,
    }),
  ];
}

function toRunTime({ executionInfo }: Task): string | undefined {
  const ms = Date.parse(executionInfo?.endTime ?? '') - Date.parse(executionInfo?.startTime ?? '');
  return ms >= 0 ? toDurationWords(ms) : undefined;
}
