import * as vscode from 'vscode';
import { toPickText } from '../notificationText.ts';
import type { FailureDiagnostic } from './diagnostic.ts';
import { toCommands } from './failureCommands.ts';
import type { FindProblems } from './quickFixes.ts';

/**
 * The same actions above the marked line of a log. VS Code offers no quick fixes in documents that can only be read,
 * so without these the actions would be in the Problems panel alone.
 */
export class FailureLenses implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #problemsOf: FindProblems<FailureDiagnostic>;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #subscription: vscode.Disposable;

  constructor(problemsOf: FindProblems<FailureDiagnostic>, onDidChange: vscode.Event<void>) {
    this.#problemsOf = problemsOf;
    this.#subscription = onDidChange(() => this.#changed.fire());
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    return this.#problemsOf(document.uri).flatMap(toLenses);
  }
}

function toLenses(problem: FailureDiagnostic): vscode.CodeLens[] {
  const { start } = problem.range;
  const line = new vscode.Range(start, start);
  const what: vscode.Command = { title: `$(error) ${toPickText(problem.message)}`, command: '' };
  return [what, ...toCommands(problem)].map((command) => new vscode.CodeLens(line, command));
}
