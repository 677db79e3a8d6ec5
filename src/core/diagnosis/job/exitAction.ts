import * as l10n from '@vscode/l10n';
import { type ExitOptions, isFailed, type Task } from '../../model/task.ts';
import { isSame } from '../evidence/time.ts';

/**
 * What the exit conditions of a failed task say for how it ended: the exact code, then its range, then the kind of
 * failure, then the default (Batch documentation: "Task: exitConditions").
 */
export function findExitOptions({ executionInfo, exitConditions }: Task): ExitOptions | undefined {
  const exitCode = executionInfo?.exitCode;
  const exact = exitConditions?.exitCodes?.find(({ code }) => code === exitCode)?.exitOptions;
  const range = exitConditions?.exitCodeRanges?.find(
    ({ start, end }) => exitCode !== undefined && exitCode >= start && exitCode <= end,
  )?.exitOptions;
  const special =
    exitCode === undefined
      ? exitConditions?.preProcessingError
      : /^fileupload/i.test(executionInfo?.failureInfo?.code ?? '')
        ? exitConditions?.fileUploadError
        : undefined;
  return exact ?? range ?? special ?? exitConditions?.default;
}

/** The failed task whose exit conditions told the job to end or be disabled; the first by its end, then by its id. */
export function findCulprit(tasks: readonly Task[], action: 'terminate' | 'disable'): Task | undefined {
  return tasks
    .filter((task) => isFailed(task) && isSame(findExitOptions(task)?.jobAction, action))
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
