import * as vscode from 'vscode';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { formatNumber } from '../../../core/query/numbers.ts';
import { planUploadLogs } from '../../../core/remedy/nodePlans.ts';
import { toVisible } from '../../../core/text/escape.ts';
import { plural } from '../../../core/text/plural.ts';
import { notifyInformation } from '../../messages.ts';
import { showInputBox, showQuickPick } from '../../window.ts';
import type { CommandServices } from '../command.ts';
import type { RemedyContribution } from '../contribution.ts';
import { requirePossible } from '../judge.ts';
import { resolveOne } from '../resolve.ts';
import { toNodeName } from './nodeNames.ts';

export const contribution: RemedyContribution = {
  title: 'Upload Node Agent Logs…',
  effect: 'unseen',
  remedy: () => vscode.l10n.t('Upload Node Logs…'),
  rows: [{ on: 'node', if: 'broken', unless: 'unreachable', at: '3_putRight@4' }],
};

const msPerHour = 3_600_000;

/** Has the node agent copy its own logs to a storage container of the user's, for a support request. */
export async function run(services: CommandServices, args: readonly unknown[]): Promise<void> {
  const node = await resolveOne(services, 'node', args);
  const { service } = await services.accounts.getStore(node.accountId);
  requirePossible(planUploadLogs(await service.nodes.getNode(node.poolId, node.nodeId)));
  const containerUrl = await askContainerUrl(toNodeName(services, node));
  const hours = await pickHours();
  const startTime = new Date(Date.now() - hours * msPerHour).toISOString();
  const result = await service.nodes.uploadLogs(node.poolId, node.nodeId, { containerUrl, startTime });
  const files = {
    count: formatNumber(result.numberOfFilesUploaded),
    folder: toVisible(result.virtualDirectoryName),
  };
  notifyInformation(
    plural(result.numberOfFilesUploaded, {
      one: vscode.l10n.t('The node uploads {count} log file to the folder {folder} of the container.', files),
      other: vscode.l10n.t('The node uploads {count} log files to the folder {folder} of the container.', files),
    }),
  );
}

/** The address holds a signature, so it is asked for like a password and kept nowhere. */
async function askContainerUrl(nodeName: string): Promise<string> {
  const url = await showInputBox({
    title: vscode.l10n.t('Upload logs of {node}', { node: nodeName }),
    prompt: vscode.l10n.t('SAS URL of a blob container that grants permission to write'),
    password: true,
    ignoreFocusOut: true,
    validateInput: checkContainerUrl,
  });
  if (url === undefined) throw new Cancelled();
  return url.trim();
}

function checkContainerUrl(text: string): string | undefined {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : undefined;
  if (url === undefined || !['https:', 'http:'].includes(url.protocol)) {
    return vscode.l10n.t('Paste the complete address of the container, from https:// to the end of the signature.');
  }
  if (!url.searchParams.has('sig'))
    return vscode.l10n.t('The address has no signature (sig=). Create a SAS for the container.');
  const permissions = url.searchParams.get('sp');
  if (permissions !== null && !permissions.includes('w')) {
    return vscode.l10n.t('The SAS does not grant permission to write (sp={permissions}). Create one that does.', {
      permissions: toVisible(permissions),
    });
  }
  return undefined;
}

async function pickHours(): Promise<number> {
  const items = [
    { label: vscode.l10n.t('Last hour'), hours: 1 },
    { label: vscode.l10n.t('Last 24 hours'), hours: 24 },
    { label: vscode.l10n.t('Last 7 days'), hours: 168 },
  ];
  const title = vscode.l10n.t('Logs to upload');
  const chosen = await showQuickPick(items, { title, ignoreFocusOut: true });
  if (chosen === undefined) throw new Cancelled();
  return chosen.hours;
}
