import * as l10n from '@vscode/l10n';
import { findJobAction } from '../../model/exitConditions.ts';
import { isFailed, type Task } from '../../model/task.ts';

/** The failed task whose exit conditions told the job to end or be disabled; the first by its end, then by its id. */
export function findCulprit(tasks: readonly Task[], action: 'terminate' | 'disable'): Task | undefined {
  return tasks
    .filter((task) => isFailed(task) && findJobAction(task) === action)
    .sort((one, other) => (toOrder(one) < toOrder(other) ? -1 : 1))[0];
}

function toOrder({ id, executionInfo }: Task): string {
  return `${executionInfo?.endTime ?? '9'}\n${id}`;
}

/** Which task it was and how it ended, as a sentence. */
export function describeCulprit(task: Task): string {
  const exitCode = task.executionInfo?.exitCode;
  return exitCode === undefined
    ? l10n.t('It was {0}, which failed with {1}.', task.id, task.executionInfo?.failureInfo?.code ?? '?')
    : l10n.t('It was {0}, which failed with exit code {1}.', task.id, exitCode);
}
