import * as l10n from '@vscode/l10n';
import { findExitOptions, findJobAction } from '../../model/exitConditions.ts';
import type { Job } from '../../model/job.ts';
import type { Task } from '../../model/task.ts';
import { formatNumber } from '../../query/numbers.ts';
import { isSame } from '../evidence/time.ts';
import type { Evidence } from '../explanation/explanation.ts';
import type { TaskCase } from '../process/taskCase.ts';
import { describeJobManager } from './jobManager.ts';

/** What the failure of the task does to its job and to other tasks. */
export function describeEffects({ task, job, siblings }: TaskCase): readonly Evidence[] {
  return [
    job === undefined ? undefined : describeJobAction(task, job),
    job === undefined ? undefined : describeJobManager(task, job),
    describeDependants(task, siblings),
  ].filter((piece) => piece !== undefined);
}

/** Exit conditions act on the job only where it lets them (Batch documentation: "onTaskFailure"). */
function describeJobAction(task: Task, job: Job): Evidence | undefined {
  if (job.onTaskFailure !== 'performexitoptionsjobaction') return undefined;
  const action = findJobAction(task);
  const source = 'exitConditions';
  if (action === 'terminate') {
    return { text: l10n.t('By its exit conditions this failure terminates the job {0}.', job.id), source };
  }
  return action === 'disable'
    ? { text: l10n.t('By its exit conditions this failure disables the job {0}.', job.id), source }
    : undefined;
}

function describeDependants(task: Task, siblings: readonly Task[]): Evidence | undefined {
  if (findExitOptions(task)?.dependencyAction === 'satisfy') return undefined;
  const waiting = siblings.filter(
    ({ state, dependsOn }) => state === 'active' && dependsOn?.taskIds?.some((other) => isSame(other, task.id)),
  ).length;
  if (waiting === 0) return undefined;
  return {
    text:
      waiting === 1
        ? l10n.t('1 task waits for its success.')
        : l10n.t('{0} tasks wait for its success.', formatNumber(waiting)),
    source: 'dependsOn',
  };
}
