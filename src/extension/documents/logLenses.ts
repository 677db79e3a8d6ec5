import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { toCommandId } from '../../app/commandId.ts';
import type { ShownText } from '../../core/files/shownText.ts';
import type { FileResource } from '../../core/model/resource.ts';
import { fileFilter, fromDocumentUri } from '../editors/documentUri.ts';

/** The two logs that Batch keeps of every task, each linked to the other. */
const otherLog: Readonly<Record<string, { readonly title: string; readonly command: string }>> = {
  'stdout.txt': { title: 'stderr.txt', command: toCommandId('task.openStderr') },
  'stderr.txt': { title: 'stdout.txt', command: toCommandId('task.openStdout') },
};

/** State of open files. */
export interface ShownFiles {
  /** Finds the part of a file that the file's document shows. */
  findShown(uri: vscode.Uri): ShownText | undefined;
  /** Returns true if storage may have a file, and the user has not yet decided whether to contact it. */
  isPending(uri: vscode.Uri): boolean;
}

/** Buttons above the first line of a file: earlier text, the reason for its content, newer text. */
export class LogLenses implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #files: ShownFiles;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #subscription: vscode.Disposable;

  constructor(files: ShownFiles) {
    this.#files = files;
    this.#subscription = vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (vscode.languages.match(fileFilter, document) > 0) this.#changed.fire();
    });
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const target = fromDocumentUri(document.uri);
    const resource = target?.resource;
    if (resource?.kind !== 'taskFile' && resource?.kind !== 'nodeFile') return [];
    const shown = this.#files.findShown(document.uri);
    const commands = [
      ...(this.#files.isPending(document.uri) ? [readFromStorage(resource)] : []),
      ...toEarlierCommands(shown, resource, target?.document === 'part'),
      ...(shown === undefined || !shown.hidesSome ? [] : [toggleRaw(shown, resource)]),
      ...toExplainCommands(resource),
      refresh(),
    ];
    // The content from before the file was rewritten is above.
    const top = new vscode.Position(Math.max(0, (shown?.above ?? 0) - (shown?.notices ?? 0)), 0);
    return commands.map((command) => new vscode.CodeLens(new vscode.Range(top, top), command));
  }
}

/** Lists commands that open the rest of a file when a document shows only its end or another part. */
function toEarlierCommands(
  shown: ShownText | undefined,
  resource: FileResource,
  isPart: boolean,
): readonly vscode.Command[] {
  const find = { title: l10n.t('Find in the Whole File…'), command: toCommandId('file.find'), arguments: [resource] };
  if (isPart) return [find];
  if (shown === undefined || shown.start === 0) return [];
  const title = l10n.t('Show Earlier Lines');
  const download = { title: l10n.t('Download…'), command: toCommandId('task.downloadFiles'), arguments: [resource] };
  return [{ title, command: toCommandId('file.showEarlier'), arguments: [resource] }, find, download];
}

function toggleRaw({ isRaw }: ShownText, resource: FileResource): vscode.Command {
  const title = isRaw ? l10n.t('Show Readable Text') : l10n.t('Show Raw Text');
  return { title, command: toCommandId('file.toggleRaw'), arguments: [resource] };
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

/** Returns VS Code's own command for rereading a document. */
function refresh(): vscode.Command {
  return { title: l10n.t('Refresh'), command: 'workbench.action.files.revert' };
}
