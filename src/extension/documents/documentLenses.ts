import * as vscode from 'vscode';
import { isExplained } from '../../app/explain/explained.ts';
import type { RemedyAction } from '../../app/messages/helpfulAction.ts';
import type { Explanations } from './explanations.ts';
import { toLookCommand } from './lookCommand.ts';

/**
 * Buttons in the text of a page: remedies for what it explains, and further documents. They aren't links in the
 * Markdown text, so no text of the service can become one.
 */
export class ExplanationLenses implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #explanations: Explanations;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #subscription: vscode.Disposable;

  constructor(explanations: Explanations) {
    this.#explanations = explanations;
    this.#subscription = explanations.onDidChange(() => this.#changed.fire());
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const drawn = this.#explanations.findDrawn(document.uri);
    if (drawn === undefined) return [];
    const top = new vscode.Range(0, 0, 0, 0);
    const actions = isExplained(drawn) ? drawn.actions.map(toLensCommand) : [];
    const commands = [...actions, ...drawn.looks.map(toLookCommand)];
    return commands.map((command) => new vscode.CodeLens(top, command));
  }
}

/** Returns the command of an action. A refused action is not a button, and shows the reason. */
function toLensCommand({ title, command, target, refusal }: RemedyAction): vscode.Command {
  if (refusal !== undefined) return { title: `$(lock) ${title}`, command: '', tooltip: refusal };
  return { title, command, arguments: [target] };
}
