import * as vscode from 'vscode';
import { toPickText } from '../../app/notificationText.ts';
import type { FailureDiagnostic } from './diagnostic.ts';
import { type Offered, type ReadOnlyAccounts, toCommands } from './failureCommands.ts';
import type { FindProblems } from './quickFixes.ts';

/**
 * The same actions above the marked line of a log. VS Code offers no quick fixes in documents that can only be read,
 * so without these the actions would be in the Problems panel alone.
 */
export class FailureLenses implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #accounts: ReadOnlyAccounts;
  readonly #problemsOf: FindProblems<FailureDiagnostic>;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #subscription: vscode.Disposable;

  constructor(
    accounts: ReadOnlyAccounts,
    problemsOf: FindProblems<FailureDiagnostic>,
    onDidChange: vscode.Event<void>,
  ) {
    this.#accounts = accounts;
    this.#problemsOf = problemsOf;
    this.#subscription = onDidChange(() => this.#changed.fire());
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    return this.#problemsOf(document.uri).flatMap((problem) => toLenses(problem, this.#accounts));
  }
}

function toLenses(problem: FailureDiagnostic, accounts: ReadOnlyAccounts): vscode.CodeLens[] {
  const { start } = problem.range;
  const line = new vscode.Range(start, start);
  const what: vscode.Command = { title: `$(error) ${toPickText(problem.message)}`, command: '' };
  return [what, ...toCommands(problem, accounts).map(toCommand)].map((command) => new vscode.CodeLens(line, command));
}

/** What is refused is no button, and says why. */
function toCommand({ refusal, ...command }: Offered): vscode.Command {
  return refusal === undefined ? command : { title: `$(lock) ${command.title}`, command: '', tooltip: refusal };
}
