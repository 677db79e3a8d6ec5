import * as vscode from 'vscode';
import { toKind, toOwnId } from '../../core/model/resourceChain.ts';
import { formatClock } from '../../core/query/times.ts';
import { toCommandId } from '../commandId.ts';
import { toDocumentUri } from '../documentUri.ts';
import { toPickText } from '../notificationText.ts';
import type { RemedyAction } from '../remedyAction.ts';
import type { Explained, Explanations } from './explanations.ts';

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
    this.#subscription = explanations.onDidExplain(() => this.#changed.fire());
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const explained = this.#explanations.find(document.uri);
    if (explained === undefined) return [];
    const top = new vscode.Range(0, 0, 0, 0);
    const commands = [...explained.actions.map(toCommand), ...toLookCommands(explained)];
    return commands.map((command) => new vscode.CodeLens(top, command));
  }
}

function toCommand({ title, command, target }: RemedyAction): vscode.Command {
  return { title, command, arguments: [target] };
}

function toLookCommands({ targets, logs, stands, earlierAttempts, readAt }: Explained): vscode.Command[] {
  const { resource } = targets;
  const open = (title: string, uri: vscode.Uri): vscode.Command => ({
    title,
    command: 'vscode.open',
    arguments: [uri],
  });
  const commands = logs.map((log): vscode.Command => {
    const title = vscode.l10n.t('Open {0}', toPickText(log.path.split('/').slice(-2).join('/')));
    return { title, command: toCommandId('file.open'), arguments: [log] };
  });
  if (stands !== undefined) {
    const title = vscode.l10n.t('Explain {0}', toPickText(toOwnId(stands)));
    commands.push(open(title, toDocumentUri({ resource: stands, document: 'explanation' })));
  } else if (resource.kind !== 'account')
    commands.push(open(vscode.l10n.t('Properties'), toDocumentUri({ resource, document: 'json' })));
  const task = toKind('task', resource);
  if (task !== undefined && earlierAttempts > 0) {
    const title = vscode.l10n.t('Earlier Attempts ({0})', earlierAttempts);
    commands.push(open(title, toDocumentUri({ resource: task, document: 'attempts' })));
  }
  const refresh = vscode.l10n.t('Refresh (As of {0})', formatClock(readAt));
  // VS Code's own command to read a document again.
  commands.push({ title: refresh, command: 'workbench.action.files.revert' });
  return commands;
}
