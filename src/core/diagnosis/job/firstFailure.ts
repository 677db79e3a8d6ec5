import * as l10n from '@vscode/l10n';
import { isUnread } from '../../failures/unreadFailures.ts';
import { isOver } from '../../model/job.ts';
import type { Task } from '../../model/task.ts';
import { formatNumber } from '../../words/numbers.ts';
import type { ExplainedFailure } from '../causes/causes.ts';
import type { ReadShare } from '../causes/causesSection.ts';
import { toTime, toTimeText } from '../evidence/time.ts';
import { explainTaskEvidence } from '../explainTask.ts';
import type { Draft } from '../explanation/draft.ts';
import type { Evidence, Section } from '../explanation/explanation.ts';
import { withoutSubject } from '../explanation/sentences.ts';
import { quoteCause, type TaskLogs } from '../process/logCause.ts';
import type { JobContext } from './jobContext.ts';

/** Describes the failed task that ended first, with its reason and its log. It usually causes the later failures. */
export function toFirstFailureSection(task: Task, context: JobContext, { read, total }: ReadShare): Section {
  const title = l10n.t('The first failure');
  return toFailureSection(title, task, context, read < total ? [{ text: describeEarlier(read, total) }] : []);
}

/** Shows the failed task that ended or disabled the job. */
function toCulpritSection(task: Task, context: JobContext): Section {
  const title = isOver(context.job)
    ? l10n.t('The failure that ended the job')
    : l10n.t('The failure that disabled the job');
  return toFailureSection(title, task, context, []);
}

/** Replaces the section about the first failure with one about the task that ended or disabled the job, if any. */
export function withCulprit(
  culprit: Task | undefined,
  context: JobContext,
  failed: Pick<Draft, 'sections'> | undefined,
): Draft['sections'] {
  if (culprit === undefined) return failed?.sections;
  const others = failed?.sections?.filter((section) => section?.id !== 'first') ?? [];
  return [toCulpritSection(culprit, context), ...others];
}

/** Describes why a task failed: the title of its cause if known, or else a title based on its log and the service. */
export function findWhy(task: Task, context: JobContext): string {
  const { job, pool, os, causes = [] } = context;
  const isOwn = ({ failing }: ExplainedFailure) => failing.kind === 'task' && failing.task.id === task.id;
  const shown = causes.find(({ cluster, failures }) => !isUnread(cluster) && failures.some(isOwn));
  if (shown !== undefined) return shown.cluster.title;
  return withoutSubject(explainTaskEvidence({ task, job, pool, os, ...findLogs(task, context) }).title, [task.id]);
}

function findLogs(task: Task, { firstLogs }: JobContext): Omit<TaskLogs, 'taskId'> {
  if (firstLogs?.taskId !== task.id) return {};
  const { taskId, ...logs } = firstLogs;
  return logs;
}

function toFailureSection(title: string, task: Task, context: JobContext, notes: readonly Evidence[]): Section {
  const { job, os } = context;
  const time = toTime(task.executionInfo?.endTime ?? task.stateTransitionTime);
  const at = time === undefined ? '' : toTimeText(time);
  const ofTask = { jobId: job.id, taskId: task.id };
  const text = l10n.t('{taskId} failed on {at}: {why}', { taskId: task.id, at, why: findWhy(task, context) });
  return {
    id: 'first',
    title,
    logsOf: ofTask,
    items: [{ text, ofTask }, ...notes, ...quoteCause(task, findLogs(task, context), os)],
  };
}

function describeEarlier(read: number, total: number): string {
  return l10n.t('{read} of {total} failed tasks were read. One of the others may have failed earlier.', {
    read: formatNumber(read),
    total: formatNumber(total),
  });
}
