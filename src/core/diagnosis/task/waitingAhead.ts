import * as l10n from '@vscode/l10n';
import { asCount, formatNumber } from '../../query/numbers.ts';
import { plural } from '../../text/plural.ts';
import { compareTimes } from '../evidence/time.ts';
import type { Evidence } from '../explanation/explanation.ts';
import { listSome } from '../explanation/sentences.ts';
import type { TaskCase } from '../process/taskCase.ts';

/** What else waits for the same slots: tasks of the job, and of jobs with a higher priority. What nobody counted is said so. */
export function describeAhead(theCase: TaskCase): readonly (Evidence | undefined)[] {
  return [describeOwnJob(theCase), describeUrgentJobs(theCase)];
}

/** How many other tasks of the job wait, and how many of them were added before, where all are known. */
function describeOwnJob({ task, siblings, counts }: TaskCase): Evidence | undefined {
  const others = (counts?.active ?? 0) - 1;
  if (others < 1) return undefined;
  const waiting = siblings.filter(({ state }) => state === 'active');
  const text = plural(others, {
    one: l10n.t('{count} other task of its job waits.', asCount(others)),
    other: l10n.t('{count} other tasks of its job wait.', asCount(others)),
  });
  if (waiting.length < others || task.creationTime === undefined) return { text, source: 'siblings' };
  const before = waiting.filter(({ creationTime }) => compareTimes(creationTime, task.creationTime) < 0).length;
  return {
    text: l10n.t('{others} Added before this one: {before}.', { others: text, before: formatNumber(before) }),
    source: 'siblings',
  };
}

/** Tasks of jobs with a higher priority start first (Batch documentation: "Job: priority"). */
function describeUrgentJobs({ job, otherJobs }: TaskCase): Evidence | undefined {
  if (otherJobs === undefined || job === undefined) return undefined;
  const urgent = otherJobs.filter(({ priority = 0, waiting }) => priority > (job.priority ?? 0) && waiting !== 0);
  const text =
    urgent.length === 0
      ? l10n.t('No job of the pool with a higher priority has tasks that wait.')
      : l10n.t('Jobs of the pool with a higher priority, and how many of their tasks wait: {jobs}.', {
          jobs: listSome(
            urgent.map(({ id, waiting }) =>
              waiting === undefined
                ? l10n.t({
                    message: '{job} (not known)',
                    args: { job: id },
                    comment: ['How many tasks wait is not known'],
                  })
                : `${id} (${formatNumber(waiting)})`,
            ),
          ),
        });
  return { text, source: 'priority' };
}
