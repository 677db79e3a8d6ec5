import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { toCommandId } from '../../app/commandId.ts';
import type { RemedyAction } from '../../app/helpfulAction.ts';
import { toPickText } from '../../app/notificationText.ts';
import type { FileResource } from '../../core/model/resource.ts';
import { isLeftOutNotice } from '../../core/query/logNotice.ts';
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
      { title: l10n.t('Explain'), command: toCommandId('task.explain'), arguments: [resource] },
    ];
    const top = new vscode.Range(0, 0, 0, 0);
    return commands.map((command) => new vscode.CodeLens(top, command));
  }
}

/** The two logs that Batch keeps of every task, each leading to the other. */
const otherLog: Readonly<Record<string, { readonly title: string; readonly command: string }>> = {
  'stdout.txt': { title: 'stderr.txt', command: toCommandId('task.openStderr') },
  'stderr.txt': { title: 'stdout.txt', command: toCommandId('task.openStdout') },
};

/** Buttons above the first line of a file: what comes before it, why it was written, what was written since. */
export class LogLenses implements vscode.CodeLensProvider {
  readonly #isPending: (uri: vscode.Uri) => boolean;

  /** `isPending` says whether storage may have a file, and the user decides whether it is asked. */
  constructor(isPending: (uri: vscode.Uri) => boolean) {
    this.#isPending = isPending;
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const resource = fromDocumentUri(document.uri)?.resource;
    if (resource?.kind !== 'taskFile' && resource?.kind !== 'nodeFile') return [];
    const top = new vscode.Range(0, 0, 0, 0);
    const stored = this.#isPending(document.uri) ? [readFromStorage(resource)] : [];
    const commands = [...stored, ...toEarlierCommands(document, resource), ...toExplainCommands(resource), refresh()];
    return commands.map((command) => new vscode.CodeLens(top, command));
  }
}

/** A document shows the end of a file where one of the lines of ours at its top says so. */
function toEarlierCommands(document: vscode.TextDocument, resource: FileResource): vscode.Command[] {
  const find = { title: l10n.t('Find in the Whole File…'), command: toCommandId('file.find'), arguments: [resource] };
  if (fromDocumentUri(document.uri)?.document === 'part') return [find];
  const isEnd = [0, 1].some((line) => document.lineCount > line + 2 && isLeftOutNotice(document.lineAt(line).text));
  if (!isEnd) return [];
  const title = l10n.t('Show Earlier Lines');
  const download = { title: l10n.t('Download…'), command: toCommandId('task.downloadFiles'), arguments: [resource] };
  return [{ title, command: toCommandId('file.showEarlier'), arguments: [resource] }, find, download];
}

function toExplainCommands(resource: FileResource): vscode.Command[] {
  if (resource.kind === 'nodeFile') {
    const title = l10n.t('Explain This Node');
    return [{ title, command: toCommandId('node.explain'), arguments: [resource] }];
  }
  const title = l10n.t('Explain This Task');
  const explain = { title, command: toCommandId('task.explain'), arguments: [resource] };
  const other = otherLog[resource.path];
  if (other === undefined) return [explain];
  return [explain, { title: l10n.t('Open {0}', other.title), command: other.command, arguments: [resource] }];
}

function readFromStorage(resource: FileResource): vscode.Command {
  const title = l10n.t('Read Logs from Storage…');
  return { title, command: toCommandId('task.readFromStorage'), arguments: [resource] };
}

/** VS Code's own command to read a document again; it needs none of ours. */
function refresh(): vscode.Command {
  return { title: l10n.t('Refresh'), command: 'workbench.action.files.revert' };
}
