import * as l10n from '@vscode/l10n';
import { isFailed, type Task } from '../../model/task.ts';
import { formatNumber } from '../../query/numbers.ts';
import type { Draft } from '../draft.ts';
import { explainTask } from '../explainTask.ts';
import type { Explanation } from '../explanation.ts';
import { countTasks, type JobCase } from './jobState.ts';

/** At most so many failed tasks are explained one by one; more seldom bring another cause. */
const maxExplained = 5000;
const maxNamed = 3;

interface Cause {
  readonly explanation: Explanation;
  readonly tasks: Task[];
}

/** The failures of a job by cause, the most frequent first. Undefined when none failed. */
export function explainFailedTasks(theCase: JobCase): Draft | undefined {
  const { job, tasks, pool } = theCase;
  const failed = tasks.filter(isFailed);
  const causes = groupByCause(failed, theCase);
  const [main] = causes;
  if (main === undefined) return undefined;
  const names = main.tasks.slice(0, maxNamed).map(({ id }) => id);
  return {
    category: main.explanation.category,
    code: main.explanation.code,
    title:
      failed.length === 1
        ? l10n.t('1 task of job {0} failed', job.id)
        : l10n.t('{0} tasks of job {1} failed, for {2} reasons', formatNumber(failed.length), job.id, causes.length),
    cause: l10n.t(
      'Most frequent: {0} ({1} of {2} failed tasks). {3}',
      main.explanation.title,
      formatNumber(main.tasks.length),
      formatNumber(failed.length),
      main.explanation.cause,
    ),
    evidence: [
      countTasks(tasks),
      ...causes.slice(0, 10).map(({ explanation, tasks: same }) => ({
        text: l10n.t('{0} tasks: {1}', formatNumber(same.length), explanation.title),
        source: explanation.code ?? explanation.category,
      })),
      { text: names.join(', '), source: 'tasks' },
      pool === undefined ? undefined : { text: pool.vmSize ?? '', source: `pool ${pool.id}` },
    ],
    fixes: main.explanation.fixes.map(({ text, help }) => (help === undefined ? { text } : { text, help })),
    remedies: ['job.retryFailed', 'task.openStderr'],
    confidence: main.explanation.confidence,
    identity: main.explanation.fingerprint,
  };
}

function groupByCause(failed: readonly Task[], { job, pool, os }: JobCase): readonly Cause[] {
  const causes = new Map<string, Cause>();
  for (const task of failed.slice(0, maxExplained)) {
    const explanation = explainTask({ task, job, pool, os });
    const cause = causes.get(explanation.fingerprint);
    if (cause === undefined) causes.set(explanation.fingerprint, { explanation, tasks: [task] });
    else cause.tasks.push(task);
  }
  return [...causes.values()].sort(
    (one, other) =>
      other.tasks.length - one.tasks.length || one.explanation.fingerprint.localeCompare(other.explanation.fingerprint),
  );
}
