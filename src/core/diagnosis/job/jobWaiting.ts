import * as l10n from '@vscode/l10n';
import type { Task } from '../../model/task.ts';
import { formatNumber } from '../../query/numbers.ts';
import { isSame } from '../evidence/time.ts';
import { explainTask } from '../explainTask.ts';
import type { Draft } from '../explanation/draft.ts';
import { withoutSubject } from '../explanation/subject.ts';
import { describeTaskCounts, isRunning, type JobCase } from './jobCase.ts';

/** Tasks wait and none runs: the reasons are those of the first of them. */
export function explainWaitingTasks(theCase: JobCase): Draft | undefined {
  const { job, tasks, preparation, pool, nodes, quotas, now } = theCase;
  const isActive = (task: Task) => isSame(task.state, 'active');
  const waiting = tasks.filter(isActive).sort(byAge);
  const [first] = waiting;
  if (first === undefined || tasks.some(isRunning) || (theCase.counts?.running ?? 0) > 0) return undefined;
  const explanation = explainTask({ task: first, job, pool, nodes, preparation, siblings: tasks, quotas, now });
  return {
    category: explanation.category,
    code: explanation.code,
    title:
      explanation.confidence === 'guess'
        ? l10n.t('Tasks of job {0} wait, and none runs', job.id)
        : l10n.t('Job {0} makes no progress: {1}', job.id, withoutSubject(explanation.title, [first.id])),
    cause:
      waiting.length === 1
        ? explanation.cause
        : l10n.t('{0} tasks wait. Of the first: {1}', formatNumber(waiting.length), explanation.cause),
    evidence: [describeTaskCounts(theCase), ...explanation.evidence],
    fixes: explanation.fixes,
    remedies: explanation.remedies,
    confidence: explanation.confidence,
    identity: explanation.fingerprint,
  };
}

/** The oldest first: it is the next to run. */
function byAge(one: Task, other: Task): number {
  const [left, right] = [one.creationTime ?? '', other.creationTime ?? ''];
  if (left !== right) return left < right ? -1 : 1;
  return one.id < other.id ? -1 : 1;
}

/** All tasks are done and the job stays active, using up quota. */
export function explainIdle(theCase: JobCase): Draft | undefined {
  const { job, tasks, counts } = theCase;
  const isAnyLeft = counts !== undefined && counts.active + counts.running > 0;
  const done = !isAnyLeft && tasks.length > 0 && tasks.every((task) => isSame(task.state, 'completed'));
  if (!done || !isSame(job.state, 'active')) return undefined;
  return {
    category: 'other',
    title: l10n.t('All tasks of job {0} are done, and it stays active', job.id),
    cause: l10n.t(
      '`onAllTasksComplete` is `{0}`, so the job waits for more tasks. Active jobs count against the quota of the account.',
      job.onAllTasksComplete ?? 'noaction',
    ),
    evidence: [describeTaskCounts(theCase)],
    fixes: [
      {
        text: l10n.t('Terminate the job, or set `onAllTasksComplete` to `terminatejob`.'),
        property: ['onAllTasksComplete'],
        remedies: ['job.terminate'],
      },
    ],
    confidence: 'certain',
    identity: 'idle',
  };
}
