import * as vscode from 'vscode';
import { toCommandId } from '../../../app/commandId.ts';
import { type DrawnDocument, isExplained } from '../../../app/explain/explained.ts';
import type { PageTarget } from '../../../core/page/links.ts';
import { loadDiagnosis } from '../../bundles/load.ts';
import { findDefinition } from '../../documents/findDefinition.ts';
import { toLookCommand } from '../../documents/lookCommand.ts';
import { toDocumentUri } from '../../editors/documentUri.ts';
import { type FindShown, openAtEnd } from '../../editors/openDocument.ts';
import { openCommit } from '../../editors/workspaceCommits.ts';
import type { FindSource } from '../../editors/workspaceFiles.ts';

/** Follows a link on the page of an explanation, or runs its command. */
export async function followLink(
  drawn: DrawnDocument,
  target: PageTarget,
  { findSource, findShown }: { readonly findSource: FindSource; readonly findShown: FindShown },
): Promise<unknown> {
  switch (target.kind) {
    case 'action': {
      const action = isExplained(drawn) ? drawn.actions[target.index] : undefined;
      return action && vscode.commands.executeCommand(action.command, action.target);
    }
    case 'look': {
      const look = drawn.pageLooks[target.index];
      const command = look && toLookCommand(look);
      // A rule is made from what the page says, not from what another request may return.
      const said = look && 'command' in look && look.command === toCommandId('log.makeRule') && isExplained(drawn);
      const more = said ? [drawn.explanation, drawn.task] : [];
      return command && vscode.commands.executeCommand(command.command, ...(command.arguments ?? []), ...more);
    }
    case 'command':
      return vscode.commands.executeCommand(target.command, ...target.arguments);
    case 'document':
      return vscode.commands.executeCommand('vscode.open', toDocumentUri(target.document));
    case 'file':
      return openAtEnd(toDocumentUri({ resource: target.file, document: 'text' }), findShown, target.line);
    case 'property': {
      const uri = isExplained(drawn) ? findDefinition(drawn) : undefined;
      return uri && openProperty(uri, target.path);
    }
    case 'commit':
      return openCommit(target);
    case 'source': {
      const uri = await findSource(target.frame.file);
      return uri && openAt(uri, new vscode.Position(target.frame.line - 1, 0));
    }
  }
}

async function openProperty(uri: vscode.Uri, path: readonly (string | number)[]): Promise<unknown> {
  const document = await vscode.workspace.openTextDocument(uri);
  const span = loadDiagnosis().findProperty(document.getText(), path);
  return openAt(uri, document.positionAt(span?.offset ?? 0));
}

function openAt(uri: vscode.Uri, position: vscode.Position): Thenable<unknown> {
  return vscode.commands.executeCommand('vscode.open', uri, { selection: new vscode.Range(position, position) });
}
