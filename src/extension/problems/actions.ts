import * as vscode from 'vscode';
import { toVisible } from '../../core/text/escape.ts';
import type { FailureDiagnostic } from './diagnostic.ts';

/** Offers on every problem of ours what explains it and what puts it right. */
export class FailureActions implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  };

  readonly #problemsOf: (uri: vscode.Uri) => readonly FailureDiagnostic[];

  /** @param problemsOf what is marked in a document now: VS Code hands over copies without what is ours in them. */
  constructor(problemsOf: (uri: vscode.Uri) => readonly FailureDiagnostic[]) {
    this.#problemsOf = problemsOf;
  }

  provideCodeActions(document: vscode.TextDocument, range: vscode.Range): vscode.CodeAction[] {
    return this.#problemsOf(document.uri)
      .filter((problem) => problem.range.intersection(range) !== undefined)
      .flatMap(toActions);
  }
}

function toActions(problem: FailureDiagnostic): vscode.CodeAction[] {
  const [first] = problem.tasks;
  if (first === undefined) return [];
  const count = problem.tasks.length;
  const retry =
    count === 1
      ? vscode.l10n.t('Retry the task {0}', toVisible(first.taskId))
      : vscode.l10n.t('Retry these {0} tasks', count);
  return [
    toAction(problem, vscode.l10n.t('Explain this failure'), 'azureBatch.task.explain', [first]),
    toAction(problem, retry, 'azureBatch.task.retry', [first, problem.tasks]),
  ];
}

function toAction(
  problem: FailureDiagnostic,
  title: string,
  command: string,
  args: readonly unknown[],
): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.command = { title, command, arguments: [...args] };
  action.diagnostics = [problem];
  return action;
}
