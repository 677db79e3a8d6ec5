import * as vscode from 'vscode';
import { toVisible } from '../../core/text/escape.ts';
import type { FailureDiagnostic } from './diagnostic.ts';

export const explainCommand = 'azureBatch.task.explain';
export const retryCommand = 'azureBatch.task.retry';

/** What explains a problem and what puts it right, ready to be called; wherever a problem is shown, these are offered. */
export function toCommands({ tasks }: FailureDiagnostic): readonly vscode.Command[] {
  const [first] = tasks;
  if (first === undefined) return [];
  const retry =
    tasks.length === 1
      ? vscode.l10n.t('Retry the task {0}', toVisible(first.taskId))
      : vscode.l10n.t('Retry these {0} tasks', tasks.length);
  return [
    { title: vscode.l10n.t('Explain this failure'), command: explainCommand, arguments: [first] },
    { title: retry, command: retryCommand, arguments: [first, tasks] },
  ];
}
