import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { toCommandId } from '../../app/commandId.ts';
import type { RemedyAction } from '../../app/helpfulAction.ts';
import { toPickText } from '../../app/notificationText.ts';
import { fromDocumentUri, toDocumentUri } from '../documentUri.ts';
import type { Explanations } from './explanations.ts';
import { toLookCommand } from './lookCommand.ts';

/**
 * Buttons in an explanation: what puts it right, and what else there is to look at. They are no links of the Markdown
 * text, so nothing that the service says can become one.
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
    const explained = this.#explanations.findExplained(document.uri);
    if (explained === undefined) return [];
    const top = new vscode.Range(0, 0, 0, 0);
    const commands = [...explained.actions.map(toCommand), ...explained.looks.map(toLookCommand)];
    return commands.map((command) => new vscode.CodeLens(top, command));
  }
}

/** What is refused is no button, and says why. */
function toCommand({ title, command, target, refusal }: RemedyAction): vscode.Command {
  if (refusal !== undefined) return { title: `$(lock) ${title}`, command: '', tooltip: refusal };
  return { title, command, arguments: [target] };
}

/** Buttons in a comparison of two tasks: another task to compare with, both definitions side by side, and the failure. */
export class ComparisonLenses implements vscode.CodeLensProvider {
  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const target = fromDocumentUri(document.uri);
    if (target?.document !== 'comparison') return [];
    const { resource, other } = target;
    const toJson = (task: typeof resource): vscode.Uri => toDocumentUri({ resource: task, document: 'json' });
    const diffTitle = `${toPickText(other.taskId)} ↔ ${toPickText(resource.taskId)}`;
    const commands: vscode.Command[] = [
      {
        title: l10n.t('Compare with Another Task…'),
        command: toCommandId('task.compareWith'),
        arguments: [resource],
      },
      {
        title: l10n.t('Properties Side by Side'),
        command: 'vscode.diff',
        arguments: [toJson({ ...resource, ...other }), toJson(resource), diffTitle],
      },
      {
        title: l10n.t('Logs Side by Side'),
        command: toCommandId('task.compareLogs'),
        arguments: [resource, [resource, { ...resource, ...other }]],
      },
      { title: l10n.t('Explain'), command: toCommandId('task.explain'), arguments: [resource] },
    ];
    const top = new vscode.Range(0, 0, 0, 0);
    return commands.map((command) => new vscode.CodeLens(top, command));
  }
}
