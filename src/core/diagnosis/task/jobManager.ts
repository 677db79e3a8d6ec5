import * as l10n from '@vscode/l10n';
import type { Job } from '../../model/job.ts';
import type { Task } from '../../model/task.ts';
import { isSame } from '../evidence/time.ts';
import type { Evidence } from '../explanation/explanation.ts';

/** Without its job manager a job usually gets no more tasks. */
export function describeJobManager({ id }: Task, job: Job): Evidence | undefined {
  if (!isSame(job.jobManagerTask?.id, id)) return undefined;
  return {
    text: l10n.t('{0} is the job manager task: without it, the job usually gets no more tasks.', id),
    source: 'jobManagerTask',
  };
}
