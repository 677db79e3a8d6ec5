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
import type { JobCase } from './jobCase.ts';

/** Describes the failed task that ended first, with its reason and its log. It usually causes the later failures. */
export function toFirstFailureSection(task: Task, theCase: JobCase, { read, total }: ReadShare): Section {
  const title = l10n.t('The first failure');
  return toFailureSection(title, task, theCase, read < total ? [{ text: describeEarlier(read, total) }] : []);
}

/** Shows the failed task that ended or disabled the job. */
function toCulpritSection(task: Task, theCase: JobCase): Section {
  const title = isOver(theCase.job)
    ? l10n.t('The failure that ended the job')
    : l10n.t('The failure that disabled the job');
  return toFailureSection(title, task, theCase, []);
}

/** Replaces the section about the first failure with one about the task that ended or disabled the job, if any. */
export function withCulprit(
  culprit: Task | undefined,
  theCase: JobCase,
  failed: Pick<Draft, 'sections'> | undefined,
): Draft['sections'] {
  if (culprit === undefined) return failed?.sections;
  const others = failed?.sections?.filter((section) => section?.id !== 'first') ?? [];
  return [toCulpritSection(culprit, theCase), ...others];
}

/** Describes why a task failed: the title of its cause if known, or else a title based on its log and the service. */
export function findWhy(task: Task, theCase: JobCase): string {
  const { job, pool, os, causes = [] } = theCase;
  const isOwn = ({ failing }: ExplainedFailure) => failing.kind === 'task' && failing.task.id === task.id;
  const shown = causes.find(({ cluster, failures }) => !isUnread(cluster) && failures.some(isOwn));
  if (shown !== undefined) return shown.cluster.title;
  return withoutSubject(explainTaskEvidence({ task, job, pool, os, ...findLogs(task, theCase) }).title, [task.id]);
}

function findLogs(task: Task, { firstLogs }: JobCase): Omit<TaskLogs, 'taskId'> {
  if (firstLogs?.taskId !== task.id) return {};
  const { taskId, ...logs } = firstLogs;
  return logs;
}

function toFailureSection(title: string, task: Task, theCase: JobCase, notes: readonly Evidence[]): Section {
  const { job, os } = theCase;
  const time = toTime(task.executionInfo?.endTime ?? task.stateTransitionTime);
  const at = time === undefined ? '' : toTimeText(time);
  const ofTask = { jobId: job.id, taskId: task.id };
  const text = l10n.t('{taskId} failed on {at}: {why}', { taskId: task.id, at, why: findWhy(task, theCase) });
  return {
    id: 'first',
    title,
    logsOf: ofTask,
    items: [{ text, ofTask }, ...notes, ...quoteCause(task, findLogs(task, theCase), os)],
  };
}

function describeEarlier(read: number, total: number): string {
  return l10n.t('{read} of {total} failed tasks were read. One of the others may have failed earlier.', {
    read: formatNumber(read),
    total: formatNumber(total),
  });
}
