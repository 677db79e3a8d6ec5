import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { toCommandId } from '../../app/commandId.ts';
import { toPickText } from '../../app/notificationText.ts';
import { fromDocumentUri, toDocumentUri } from '../documentUri.ts';

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
