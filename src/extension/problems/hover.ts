import * as vscode from 'vscode';
import { withLabel } from '../../core/text/label.ts';
import { escapeMarkdown } from '../../core/text/markdown.ts';
import { percentEncode } from '../../core/text/percentEncode.ts';
import type { FailureDiagnostic } from './diagnostic.ts';
import { failureCommands, type Offered, type ReadOnlyAccounts, toCommands } from './failureCommands.ts';
import type { FindProblems } from './quickFixes.ts';

/** Offers the actions of a problem where the mouse rests on the marked line. */
export class FailureHover implements vscode.HoverProvider {
  readonly #accounts: ReadOnlyAccounts;
  readonly #problemsOf: FindProblems<FailureDiagnostic>;

  constructor(accounts: ReadOnlyAccounts, problemsOf: FindProblems<FailureDiagnostic>) {
    this.#accounts = accounts;
    this.#problemsOf = problemsOf;
  }

  provideHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
    const problems = this.#problemsOf(document.uri).filter(({ range }) => range.contains(position));
    if (problems.length === 0) return undefined;
    return new vscode.Hover(problems.map((problem) => toMarkdown(toCommands(problem, this.#accounts))));
  }
}

/** Only the commands named here can be called from the text, whatever is in it. */
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
