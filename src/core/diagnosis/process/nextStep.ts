import * as l10n from '@vscode/l10n';
import type { Fix, RemedyId } from '../explanation/explanation.ts';
import type { TaskRole } from './taskCase.ts';

/** How a failed process is brought to run again once its cause is put right. */
export interface NextStep {
  readonly fixes: readonly Fix[];
  readonly remedies: readonly RemedyId[];
}

/** What has to change before: nothing (it may pass), something around the task, or the task's own definition. */
export type Change = 'nothing' | 'surroundings' | 'definition';

/**
 * The last step of a repair. Only tasks are retried by themselves: start tasks run again when their node restarts, and
 * preparation tasks when it is reimaged; whoever explains these says so. A task's definition cannot be changed but for
 * its constraints (Batch documentation: "Task - Update"), and that of a preparation task not at all ("Job - Update").
 */
export function planNextStep(role: TaskRole, change: Change): NextStep {
  if (role === 'jobPreparationTask' && change === 'definition') {
    const text = l10n.t(
      'The preparation task is at fault as it is defined, and cannot be changed in a job that exists: submit the tasks to a new job with a corrected one.',
    );
    return { fixes: [{ text }], remedies: ['task.resubmit'] };
  }
  if (role !== 'task') return { fixes: [], remedies: [] };
  switch (change) {
    case 'nothing':
      return { fixes: [{ text: l10n.t('Retry the task: this may pass.') }], remedies: ['task.retry'] };
    case 'surroundings':
      return {
        fixes: [{ text: l10n.t('Then retry the task: Batch does not retry errors of this kind by itself.') }],
        remedies: ['task.retry', 'task.resubmit'],
      };
    case 'definition':
      return {
        fixes: [
          { text: l10n.t('A retry would use the same definition, which cannot be changed: submit a corrected copy.') },
        ],
        remedies: ['task.resubmit'],
      };
  }
}
