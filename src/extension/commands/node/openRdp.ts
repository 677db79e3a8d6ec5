import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { disableNodeScheduling } from '../../../app/actions/node/disableScheduling.ts';
import { toNodeInSentence } from '../../../app/actions/node/nodeNames.ts';
import { resolveOne } from '../../../app/actions/targets/resolve.ts';
import type { RemedyContribution } from '../../../app/actions/verb/contribution.ts';
import { askAndRun } from '../../../app/actions/verb/toAction.ts';
import type { WithUi } from '../../../app/ui.ts';
import { isAllDone } from '../../../core/changes/bulk/bulkRecord.ts';
import { toHostKeyAlias } from '../../../core/connect/hostKeys.ts';
import { toRdpFile } from '../../../core/connect/rdp.ts';
import { type BatchError, toInvalidInput } from '../../../core/model/batchError.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import type { NodeResource } from '../../../core/model/resource.ts';
import { pickNodeLogin } from '../../connect/pickNodeLogin.ts';
import { forgetIfReimaged } from '../../connect/reimagedNodes.ts';
import { findReachableNode } from '../../connect/remoteEndpoint.ts';
import { withLogin } from '../../connect/withLogin.ts';
import type { CommandServices } from '../command.ts';

export const contribution: RemedyContribution = {
  title: 'Connect to a Node with Remote Desktop…',
  effect: 'unseen',
  remedy: () => l10n.t('Connect by Remote Desktop…'),
  rows: [{ on: 'node', unless: ['linux', 'unreachable'], at: 'connect@2' }],
};

/** Maximum length of a file name that every file system accepts, with room for the extension. */
const maxFileNameLength = 120;

/**
 * Writes a Remote Desktop file for a Windows node, without a password or redirections, and offers to open it. Adds a
 * user that may sign in if needed. Throws `Cancelled` if the node was to be taken offline first but was not.
 */
export async function run(services: CommandServices, args: readonly unknown[]): Promise<vscode.Uri> {
  const node = await resolveOne(services, 'node', args);
  const { service } = await services.accounts.getStore(node.accountId);
  const reachable = await findReachableNode(service, node);
  const { os, endpoint } = reachable;
  if (os === 'linux') throw notForLinux();
  await forgetIfReimaged(services.context, node, reachable.node);
  // Reports an address that cannot be used before adding a user.
  const toText = (user: string): string =>
    toRdpFile({ address: endpoint.remoteLoginIPAddress, port: endpoint.remoteLoginPort, user });
  toText('user');
  const { login, offlineFirst } = await pickNodeLogin(service, services.context, node, reachable, {
    nodeName: toNodeInSentence(services, node),
  });
  const text = toText(login.name);
  const file = vscode.Uri.joinPath(services.context.globalStorageUri, 'rdp', toFileName(node));
  await withLogin(service, services.context, node, login, async () => {
    if (offlineFirst && !isAllDone(await askAndRun(services, disableNodeScheduling, [node]))) throw new Cancelled();
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
  });
  void offer(
    services,
    file,
    isElsewhere(services.context) ? toCopyOffer(services, file, text) : toOpenOffer(services, file),
  );
  return file;
}

/** Returns true if files written here are on a computer other than the user's. */
function isElsewhere({ extension }: Pick<vscode.ExtensionContext, 'extension'>): boolean {
  return (
    vscode.env.uiKind === vscode.UIKind.Web ||
    (extension.extensionKind === vscode.ExtensionKind.Workspace && vscode.env.remoteName !== undefined)
  );
}

interface FileOffer {
  readonly message: string;
  readonly title: string;
  readonly act: () => Promise<void>;
}

/** VS Code opens no file of the remote computer with a local program, so the text is copied instead. */
function toCopyOffer(services: WithUi, file: vscode.Uri, text: string): FileOffer {
  return {
    message: l10n.t(
      'The Remote Desktop file is on the remote computer, where this extension runs: {path}. To open it here, save its text on your computer in a file that ends in .rdp. The file contains no password.',
      { path: file.fsPath },
    ),
    title: l10n.t('Copy Text'),
    act: async () => services.ui.copy(text),
  };
}

function toOpenOffer(services: WithUi, file: vscode.Uri): FileOffer {
  return {
    message: l10n.t(
      "The Remote Desktop file is ready. The file contains no password and doesn't share anything from this computer with the node.",
    ),
    title: l10n.t('Open'),
    act: async () => {
      if (!(await vscode.env.openExternal(file))) notifyNoClient(services, file);
    },
  };
}

async function offer(services: WithUi, file: vscode.Uri, { message, title, act }: FileOffer): Promise<void> {
  const show = l10n.t('Show Text');
  const chosen = await services.ui.offer('information', message, title, show);
  if (chosen === title) await act();
  if (chosen === show) await vscode.window.showTextDocument(file);
}

/** Returns a file name whose characters are safe on every system. */
function toFileName(node: NodeResource): string {
  return `${toHostKeyAlias(node).slice(-maxFileNameLength)}.rdp`;
}

function notifyNoClient(services: WithUi, file: vscode.Uri): void {
  services.ui.notify(
    'error',
    l10n.t(
      'No program on this computer opened the Remote Desktop file. Install a Remote Desktop client, or enter the address and the user from the file in another client.',
    ),
    { title: l10n.t('Show Text'), command: 'vscode.open', arguments: [file] },
  );
}

function notForLinux(): BatchError {
  return toInvalidInput(l10n.t('The nodes in this pool run Linux. Connect to them with SSH.'));
}
