import * as vscode from 'vscode';
import { toPickText } from '../../app/messages/notificationText.ts';
import type { TaskFileResource } from '../../core/model/resource.ts';
import { withLabel } from '../../core/text/label.ts';
import { escapeMarkdown } from '../../core/text/markdown.ts';
import { percentEncode } from '../../core/text/percentEncode.ts';
import type { FailureDiagnostic } from './diagnostic.ts';
import { failureCommands, type Offered, type ReadOnlyAccounts, toCommands, toLead } from './failureCommands.ts';
import type { FindProblems } from './quickFixes.ts';

/** Lists the actions that explain and fix a marked failure. */
export function toFailureActions(problem: FailureDiagnostic, accounts: ReadOnlyAccounts): readonly vscode.CodeAction[] {
  return toCommands(problem, accounts).map(({ refusal, ...command }) => {
    const action = new vscode.CodeAction(command.title, vscode.CodeActionKind.QuickFix);
    action.command = command;
    if (refusal !== undefined) action.disabled = { reason: refusal };
    action.diagnostics = [problem];
    return action;
  });
}

/** Offers a problem's actions on hover over the marked line. */
export class FailureHover implements vscode.HoverProvider {
  readonly #accounts: ReadOnlyAccounts;
  readonly #problemsOf: FindProblems<FailureDiagnostic>;

  constructor(accounts: ReadOnlyAccounts, problemsOf: FindProblems<FailureDiagnostic>) {
    this.#accounts = accounts;
    this.#problemsOf = problemsOf;
  }

  provideHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
    const problems = this.#problemsOf(document.uri).filter(
      ({ range, leadsTo }) => leadsTo === undefined && range.contains(position),
    );
    if (problems.length === 0) return undefined;
    return new vscode.Hover(problems.map((problem) => toMarkdown(toCommands(problem, this.#accounts))));
  }
}

/** Only the commands named here can be run from the text, even if it contains other command links. */
function toMarkdown(commands: readonly Offered[]): vscode.MarkdownString {
  const links = commands.map(({ title, command, arguments: args, refusal }) => {
    if (refusal !== undefined) return escapeMarkdown(withLabel(title, refusal));
    const encoded = percentEncode(JSON.stringify(args));
    return `[${escapeMarkdown(title)}](command:${command}?${encoded})`;
  });
  const text = new vscode.MarkdownString(links.join(' · '));
  text.isTrusted = { enabledCommands: failureCommands };
  return text;
}

/**
 * Offers the actions above the marked line of a log. VS Code offers no quick fixes in read-only documents, so without
 * these the actions would be only in the Problems panel.
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
    return this.#problemsOf(document.uri).flatMap((problem) =>
      problem.leadsTo === undefined ? toLenses(problem, this.#accounts) : toLeads(problem, problem.leadsTo, document),
    );
  }
}

function toLenses(problem: FailureDiagnostic, accounts: ReadOnlyAccounts): vscode.CodeLens[] {
  const { start } = problem.range;
  const line = new vscode.Range(start, start);
  const what: vscode.Command = { title: `$(error) ${toPickText(problem.message)}`, command: '' };
  return [what, ...toCommands(problem, accounts).map(toOfferedCommand)].map(
    (command) => new vscode.CodeLens(line, command),
  );
}

/** Creates links to the log with the reason, above the first line and, because a log opens there, at the last line. */
function toLeads(
  problem: FailureDiagnostic,
  log: TaskFileResource,
  { lineCount }: vscode.TextDocument,
): vscode.CodeLens[] {
  const { title, ...command } = toLead(problem, log);
  const lead = { title: `$(error) ${title}`, ...command };
  const end = new vscode.Position(lineCount - 1, 0);
  const { start } = problem.range;
  const places = start.line === end.line ? [start] : [start, end];
  return places.map((place) => new vscode.CodeLens(new vscode.Range(place, place), lead));
}

/** Returns the command of an action. A refused action is not a button, and shows the reason. */
function toOfferedCommand({ refusal, ...command }: Offered): vscode.Command {
  return refusal === undefined ? command : { title: `$(lock) ${command.title}`, command: '', tooltip: refusal };
}
