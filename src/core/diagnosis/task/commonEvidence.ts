import * as l10n from '@vscode/l10n';
import { findJobAction, isExpected } from '../../model/exitConditions.ts';
import { isOver, type Job, type TaskCounts } from '../../model/job.ts';
import { describeState } from '../../model/states.ts';
import { isSubtaskFailed, type Subtask } from '../../model/subtask.ts';
import { findFailedExit, isFailed, type Task, toShownState, toSignature } from '../../model/task.ts';
import { findDependents } from '../../relations/taskDependencies.ts';
import { plural } from '../../text/plural.ts';
import { formatCount } from '../../words/count.ts';
import { toDurationWords } from '../../words/durations.ts';
import { asCount, formatNumber } from '../../words/numbers.ts';
import { elapsedMs, isSame, toTime, toTimeText } from '../evidence/time.ts';
import type { Draft } from '../explanation/draft.ts';
import type { Evidence } from '../explanation/explanation.ts';
import { describeRequeues, describeRetries } from '../explanation/retries.ts';
import { joinSentences, listSome } from '../explanation/sentences.ts';
import type { TaskContext } from '../process/taskContext.ts';
import { describeJobManager } from './jobFacts.ts';

/** Describes the state of the task and how long it has been in that state. */
export function describeWait({ task, now }: TaskContext): Evidence | undefined {
  const since = toTime(task.stateTransitionTime ?? task.creationTime);
  const ms = elapsedMs(task.stateTransitionTime ?? task.creationTime, now);
  if (since === undefined || ms === undefined) return undefined;
  return {
    text: l10n.t(
      'In state “{0}” for {1}, since {2}.',
      describeState('taskGroup', toShownState(task)).label,
      toDurationWords(ms),
      toTimeText(since),
    ),
    source: 'stateTransitionTime',
  };
}

/** Describes the number of attempts by Batch, and whether Batch would have tried again. */
export function describeAttempts({ task, job }: TaskContext): readonly (Evidence | undefined)[] {
  const info = task.executionInfo;
  const allowed = task.constraints?.maxTaskRetryCount ?? job?.constraints?.maxTaskRetryCount;
  return [describeRetries(info, allowed), describeRequeues(info)];
}

/**
 * Describes the outcomes of the job's other tasks, as far as they are known: the same failure, other failures, or
 * success. Outcomes that were not counted are left out.
 */
export function describeSiblings({ task, siblings, counts }: TaskContext): Evidence | undefined {
  const code = task.executionInfo?.failureInfo?.code;
  // An exit code may have many causes, so tasks with the same exit code did not necessarily fail for the same reason.
  // If the exit code is 0 or missing, the tasks have the service's code in common, however their programs ended.
  const isByCode = code !== undefined && (task.executionInfo?.exitCode ?? 0) === 0;
  const toExit = (one: Task): unknown => one.executionInfo?.exitCode ?? toSignature(one);
  const failed = siblings.filter(isFailed);
  const same = failed.filter((sibling) =>
    isByCode ? isSame(sibling.executionInfo?.failureInfo?.code, code) : toExit(sibling) === toExit(task),
  ).length;
  const ended = siblings.filter((sibling) => sibling.state === 'completed').length;
  const succeeded = counts?.succeeded ?? ended - failed.length;
  const areAllKnown = counts === undefined || failed.length + 1 >= counts.failed;
  if (same === 0 && (succeeded === 0 || !areAllKnown)) return undefined;
  const others = isByCode ? describeSameCode(same, code, areAllKnown) : describeSameExit(same, areAllKnown);
  const text =
    succeeded === 0 && counts === undefined
      ? l10n.t('{0}.', others)
      : l10n.t('{0}; {1} succeeded.', others, formatNumber(succeeded));
  return { text, source: 'taskCounts' };
}

function describeSameCode(count: number, code: string, areAllKnown: boolean): string {
  const parts = { ...asCount(count), code };
  if (count === 0) return l10n.t('No other task in this job failed with {code}', { code });
  if (!areAllKnown) return l10n.t('At least {count} of the other tasks in this job failed with {code}', parts);
  return plural(count, {
    one: l10n.t('{count} other task in this job failed with {code}', parts),
    other: l10n.t('{count} other tasks in this job failed with {code}', parts),
  });
}

function describeSameExit(count: number, areAllKnown: boolean): string {
  if (count === 0) return l10n.t('No other task in this job failed with this exit code');
  if (!areAllKnown)
    return l10n.t('At least {0} of the other tasks in this job failed with the same exit code', formatNumber(count));
  return plural(count, {
    one: l10n.t('{count} other task in this job failed with the same exit code', asCount(count)),
    other: l10n.t('{count} other tasks in this job failed with the same exit code', asCount(count)),
  });
}

/** Lists a task's failed subtasks by number, outcome, and node, because the failure may have started in one. */
export function describeSubtasks({ subtasks = [] }: TaskContext): Evidence | undefined {
  const failed = subtasks.filter(isSubtaskFailed);
  if (failed.length === 0) return undefined;
  return {
    text: l10n.t('{failed} of {total} subtasks failed: {list}.', {
      failed: formatNumber(failed.length),
      total: formatNumber(subtasks.length),
      list: listSome(failed.map(describeSubtask)),
    }),
    source: 'subtasks',
  };
}

function describeSubtask({ id, nodeInfo, ...info }: Subtask): string {
  const exitCode = findFailedExit(info);
  const end = exitCode === undefined ? info.failureInfo?.code : l10n.t('exit code {code}', { code: exitCode });
  const node = nodeInfo?.nodeId && l10n.t('node {0}', nodeInfo.nodeId);
  const details = [end, node].filter((part) => part !== undefined);
  return details.length === 0 ? String(id) : `${id} (${details.join(', ')})`;
}

/** Describes the effects of the task's failure on its job and on other tasks. */
export function describeEffects({ task, job, siblings, counts }: TaskContext): readonly Evidence[] {
  return [
    job === undefined ? undefined : describeJobAction(task, job),
    job === undefined ? undefined : describeJobManager(task, job),
    isOver(job ?? {}) ? undefined : describeDependants(task, siblings, counts),
  ].filter((piece) => piece !== undefined);
}

/**
 * Adds that the definition of a failed task expects its exit code. Nothing may need to be done then, unless something
 * else is known of the failure.
 */
export function withExpected(task: Task, draft: Draft): Draft {
  if (!isExpected(task)) return draft;
  const { cause, fixes = [], confidence } = draft;
  if (confidence !== 'guess') {
    const said = l10n.t("The task's exit conditions name this exit code: tasks that depend on it start anyway.");
    return { ...draft, cause: joinSentences([cause, said]) };
  }
  const inExpected = { code: String(task.executionInfo?.exitCode) };
  const step = {
    text: l10n.t(
      "If exit code {code} is an expected result, do nothing: the task's exit conditions name it, so tasks that depend on it start anyway.",
      inExpected,
    ),
    ofSeveral: l10n.t(
      "If exit code {code} is an expected result, do nothing: the tasks' exit conditions name it, so tasks that depend on them start anyway.",
      inExpected,
    ),
  };
  return { ...draft, fixes: [step, ...fixes] };
}

/** Describes the exit conditions' effect on the job, if the job allows one (Batch documentation: "onTaskFailure"). */
function describeJobAction(task: Task, job: Job): Evidence | undefined {
  if (job.onTaskFailure !== 'performexitoptionsjobaction') return undefined;
  const action = findJobAction(task);
  const source = 'exitConditions';
  if (action === 'terminate') {
    return { text: l10n.t("Because of the task's exit conditions, this failure terminates job {0}.", job.id), source };
  }
  return action === 'disable'
    ? { text: l10n.t("Because of the task's exit conditions, this failure disables job {0}.", job.id), source }
    : undefined;
}

/** Describes how many tasks depend on a task; a lower bound if more tasks of the job wait than were read. */
function describeDependants(task: Task, siblings: readonly Task[], counts?: TaskCounts): Evidence | undefined {
  const active = siblings.filter(({ state }) => state === 'active');
  const waiting = findDependents([task], active).get(task.id)?.length ?? 0;
  if (waiting === 0) return undefined;
  const isComplete = new Set(active.map(({ id }) => id)).size >= (counts?.active ?? 0);
  const count = formatCount({ count: waiting, isComplete });
  return {
    text: plural(waiting, {
      one: l10n.t("{count} task is waiting for it to succeed; a copy with another ID doesn't release it.", { count }),
      other: l10n.t("{count} tasks are waiting for it to succeed; a copy with another ID doesn't release them.", {
        count,
      }),
    }),
    source: 'dependsOn',
  };
}
