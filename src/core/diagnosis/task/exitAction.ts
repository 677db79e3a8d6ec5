import * as l10n from '@vscode/l10n';
import type { Task } from '../../model/task.ts';

/** Which task ended or disabled its job and, where that is known, why it failed; else how it ended. As a sentence. */
export function describeCulprit(task: Task, why?: string): string {
  const exitCode = task.executionInfo?.exitCode;
  if (why !== undefined) return l10n.t('It was {taskId}, which failed: {why}.', { taskId: task.id, why });
  return exitCode === undefined
    ? l10n.t('It was {0}, which failed with {1}.', task.id, task.executionInfo?.failureInfo?.code ?? '?')
    : l10n.t('It was {0}, which failed with exit code {1}.', task.id, exitCode);
}
