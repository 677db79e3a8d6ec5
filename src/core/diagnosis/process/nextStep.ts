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
 * its constraints (Batch documentation: "Task - Update"): neither a retry nor a copy helps where it is at fault.
 */
export function planNextStep(run: FailedRun, change: Change): NextStep {
  const { role, task, job } = run;
  if (role !== 'task') return { fixes: [], change };
  const again = canRetry(run);
  const canCopy = planResubmit(task, job).possible;
  const remedies: readonly RemedyId[] = again ? ['task.retry'] : canCopy ? ['task.resubmit'] : [];
  if (change === 'definition') return { fixes: [{ text: adviseDefinition(canCopy) }], change };
  const text = change === 'nothing' ? adviseAgain(again, canCopy) : adviseThen(again, canCopy);
  return { fixes: [{ text, remedies }], change };
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

function adviseDefinition(isJobOpen: boolean): string {
  return isJobOpen
    ? l10n.t(
        'Correct the definition where the task is made, and add the task under another id: a retry or a copy would have the same definition.',
      )
    : l10n.t('Correct the definition where the task is made, and add the task to a new job: its own has ended.');
}

function adviseAgain(isRetried: boolean, canCopy: boolean): string {
  if (isRetried) return l10n.t('Retry the task: this may pass.');
  return canCopy
    ? l10n.t(
        'This may pass, so submit a copy of the task: Batch does not run a task again when its program ended with exit code 0.',
      )
    : l10n.t('This may pass, so add the task to a new job: its own has ended.');
}

function adviseThen(isRetried: boolean, canCopy: boolean): string {
  if (isRetried) return l10n.t('Then retry the task: Batch does not retry errors of this kind by itself.');
  return canCopy
    ? l10n.t('Then submit a copy of the task: Batch does not run a task again when its program ended with exit code 0.')
    : l10n.t('Then add the task to a new job: its own has ended.');
}
