import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { Agents } from '../../../app/agents/agents.ts';
import { usualPatienceMs } from '../../../app/agents/patientUi.ts';
import { refuseLargeFile, toUnread, toUnreadFile } from '../../../app/agents/workspaceFile.ts';
import { nodeHost } from '../../../node/nodeHost.ts';
import { settings } from '../../settings.ts';
import type { CommandServices } from '../command.ts';

/** The tools for agents in this window. */
export function makeAgents(services: Omit<CommandServices, 'agents'>): Agents {
  return new Agents({
    ...services,
    isEnabled: () => settings.letsAgents,
    async findPlace(nodePath) {
      const uri = await services.findSource(nodePath);
      return uri && vscode.workspace.asRelativePath(uri);
    },
    readWorkspaceFile,
    patienceMs: usualPatienceMs / services.haste,
    makeNonce: () => nodeHost.makeId(),
    linkScheme: vscode.env.uriScheme,
  });
}

/** A file of the workspace as its editor has it, else as it is saved. Throws `InvalidInput` for any other, and where it can't be read. */
async function readWorkspaceFile(path: string): Promise<string> {
  const uri = await findFile(path);
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open !== undefined) return open.getText();
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    refuseLargeFile(size);
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch (error) {
    throw toUnreadFile(error);
  }
}

/** The file of a path in a folder of the workspace, and nowhere else. */
async function findFile(path: string): Promise<vscode.Uri> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const [, first = '', rest = ''] = /^([^/\\]+)[/\\](.+)$/.exec(path) ?? [];
  const named = folders.filter(({ name }) => folders.length > 1 && name === first);
  const candidates = [
    ...folders.map(({ uri }) => vscode.Uri.joinPath(uri, path)),
    ...named.map(({ uri }) => vscode.Uri.joinPath(uri, rest)),
    ...folders.flatMap(({ uri }) =>
      path.startsWith('/') || /^[A-Za-z]:/.test(path) ? [uri.with({ path: vscode.Uri.file(path).path })] : [],
    ),
  ].filter((uri) => vscode.workspace.getWorkspaceFolder(uri) !== undefined);
  for (const uri of candidates) {
    const found = await Promise.resolve(vscode.workspace.fs.stat(uri)).catch(() => undefined);
    if (found !== undefined) return uri;
  }
  throw toUnread(l10n.t('The workspace has no such file.'));
}
