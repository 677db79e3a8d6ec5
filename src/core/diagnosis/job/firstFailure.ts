import * as l10n from '@vscode/l10n';
import type { Task } from '../../model/task.ts';
import { formatNumber } from '../../query/numbers.ts';
import { toTime, toTimeText } from '../evidence/time.ts';
import { explainTask } from '../explainTask.ts';
import type { Section } from '../explanation/explanation.ts';
import { withoutSubject } from '../explanation/subject.ts';
import { quoteCause } from '../process/quoteCause.ts';
import type { ReadShare } from './causesSection.ts';
import type { JobCase } from './jobCase.ts';

/** The failed task that ended first, why it failed, and what its log says: mostly the cause of what follows. */
export function tellFirstFailure(task: Task, theCase: JobCase, { read, total }: ReadShare): Section {
  const { job, pool, os, firstLogs } = theCase;
  const logs = firstLogs?.taskId === task.id ? firstLogs : undefined;
  const { stdout, stderr } = logs ?? {};
  const explanation = explainTask({ task, job, pool, os, stdout, stderr });
  const time = toTime(task.executionInfo?.endTime ?? task.stateTransitionTime);
  const why = withoutSubject(explanation.title, [task.id]);
  const at = time === undefined ? '' : toTimeText(time);
  return {
    id: 'first',
    title: l10n.t('The failure that came first'),
    ...(job === undefined ? {} : { logsOf: { jobId: job.id, taskId: task.id } }),
    items: [
      { text: l10n.t('{taskId} failed on {at}: {why}', { taskId: task.id, at, why }) },
      ...(read < total ? [{ text: describeEarlier(read, total) }] : []),
      ...quoteCause(task, { stdout, stderr }, os),
    ],
  };
}

function describeEarlier(read: number, total: number): string {
  return l10n.t('{read} of {total} failed tasks were read. One of the others may have failed earlier.', {
    read: formatNumber(read),
    total: formatNumber(total),
  });
}
