import * as l10n from '@vscode/l10n';
import type { Job } from '../../model/job.ts';
import type { Task } from '../../model/task.ts';
import { planResubmit, planRetry } from '../../remedy/taskPlans.ts';
import type { Change } from '../explanation/change.ts';
import type { Fix, RemedyId } from '../explanation/explanation.ts';
import type { TaskRole } from './taskCase.ts';

/** How a failed process is brought to run again once its cause is put right. */
export interface NextStep {
  readonly fixes: readonly Fix[];
  readonly change: Change;
}

/** What is to run again. */
interface FailedRun {
  readonly role: TaskRole;
  readonly task: Task;
  readonly job?: Job | undefined;
}

/**
 * The last step of a repair. Only tasks are retried by themselves: start tasks run again when their node restarts, and
 * preparation tasks when it is reimaged; whoever explains these says so. A task's definition cannot be changed but for
 * its constraints (Batch documentation: "Task - Update"): where it is at fault, a corrected one is submitted.
 */
export function planNextStep(run: FailedRun, change: Change): NextStep {
  const { role, task } = run;
  if (role !== 'task') return { fixes: [], change };
  const again = canRetry(run);
  const canSubmit = planResubmit(task).possible;
  const submit: readonly RemedyId[] = canSubmit ? ['task.resubmit'] : [];
  if (change === 'definition') return { fixes: [{ text: adviseDefinition(canSubmit), remedies: submit }], change };
  const text = change === 'nothing' ? adviseAgain(again, canSubmit) : adviseThen(again, canSubmit);
  return { fixes: [{ text, remedies: again ? ['task.retry'] : submit }], change };
}

/** Whether the task can run again under its own id. */
export function canRetry({ task, job }: Pick<FailedRun, 'task' | 'job'>): boolean {
  return planRetry(task, job).possible;
}

/** The definition of a preparation task is that of its job, which cannot be changed either ("Job - Update", "Job - Patch"). */
export function correctPreparation(): Fix {
  return {
    text: l10n.t(
      'The preparation task is at fault as it is defined, and cannot be changed in a job that exists: submit the tasks to a new job with a corrected one.',
    ),
  };
}

function adviseDefinition(canSubmit: boolean): string {
  return canSubmit
    ? l10n.t('Correct the definition with Fix and Resubmit: a retry would run the same definition.')
    : l10n.t('Correct the definition where the task is made, and add the task under another id.');
}

function adviseAgain(isRetried: boolean, canSubmit: boolean): string {
  if (isRetried) return l10n.t('Retry the task: this may pass.');
  return canSubmit
    ? l10n.t('This may pass, so submit the task once more with Fix and Resubmit: it cannot run again under its own id.')
    : l10n.t('This may pass, so add the task once more where it is made.');
}

function adviseThen(isRetried: boolean, canSubmit: boolean): string {
  if (isRetried) return l10n.t('Then retry the task: Batch does not retry errors of this kind by itself.');
  return canSubmit
    ? l10n.t('Then submit the task once more with Fix and Resubmit: it cannot run again under its own id.')
    : l10n.t('Then add the task once more where it is made.');
}
