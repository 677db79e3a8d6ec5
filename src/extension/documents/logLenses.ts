import * as vscode from 'vscode';
import type { TaskFileResource } from '../../core/model/resource.ts';
import { fromDocumentUri } from '../documentUri.ts';

/** The two logs that Batch keeps of every task, each leading to the other. */
const otherLog: Readonly<Record<string, { readonly title: string; readonly command: string }>> = {
  'stdout.txt': { title: 'stderr.txt', command: 'azureBatch.task.openStderr' },
  'stderr.txt': { title: 'stdout.txt', command: 'azureBatch.task.openStdout' },
};

/** Buttons above the first line of a task's file: why the task failed, the other log, what was written since. */
export class LogLenses implements vscode.CodeLensProvider {
  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const resource = fromDocumentUri(document.uri)?.resource;
    if (resource?.kind !== 'taskFile') return [];
    const top = new vscode.Range(0, 0, 0, 0);
    return toCommands(resource).map((command) => new vscode.CodeLens(top, command));
  }
}

function toCommands(resource: TaskFileResource): vscode.Command[] {
  const commands: vscode.Command[] = [
    { title: vscode.l10n.t('Explain This Task'), command: 'azureBatch.task.explain', arguments: [resource] },
  ];
  const other = otherLog[resource.path];
  if (other !== undefined) {
    const title = vscode.l10n.t('Open {0}', other.title);
    commands.push({ title, command: other.command, arguments: [resource] });
  }
  // VS Code's own command to read a document again; it needs none of ours.
  commands.push({ title: vscode.l10n.t('Refresh'), command: 'workbench.action.files.revert' });
  return commands;
}
