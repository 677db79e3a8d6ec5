import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { toCommandId } from '../../app/commandId.ts';
import { saveLasting } from '../../app/lastingState.ts';
import { notifyInformation } from '../ui/messages.ts';

const openPrograms = { command: toCommandId('account.startSimulator'), arguments: ['programs'] };

/** Set until the window that shows the folder has opened the account and a marked line. */
export const landingKey = 'azureBatch.sample.landing';

/** Returns the folder with the programs that the tasks of the sample account ran. */
export function toSampleFolder(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'media', 'sample');
}

/** Returns true if this window shows the folder of the sample's programs. */
export function isSampleWorkspace(extensionUri: vscode.Uri): boolean {
  const folder = toSampleFolder(extensionUri).toString();
  return (vscode.workspace.workspaceFolders ?? []).some(({ uri }) => uri.toString() === folder);
}

const offeredKey = 'azureBatch.sample.workspaceOffered';

/** Offers once to open the sample's programs, where its failures are marked in the source. */
export function offerSampleWorkspace(context: vscode.ExtensionContext): void {
  if (isSampleWorkspace(context.extensionUri) || context.globalState.get<boolean>(offeredKey) === true) return;
  void saveLasting(context.globalState, offeredKey, true);
  notifyInformation(
    l10n.t(
      'The sample account is open. To see failures marked in the source, open the folder with the programs that its tasks ran.',
    ),
    { title: l10n.t('Open Folder'), ...openPrograms },
  );
}

/** In the window that was opened for the sample's folder, shows the account and a marked line. */
export function landInSampleWorkspace({ globalState }: vscode.ExtensionContext): void {
  if (globalState.get<boolean>(landingKey) !== true) return;
  void globalState.update(landingKey, undefined);
  void vscode.commands.executeCommand(openPrograms.command, ...openPrograms.arguments);
}
