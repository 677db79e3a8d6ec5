import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { Agents } from '../../../app/agents/agents.ts';
import { usualPatienceMs } from '../../../app/agents/patientUi.ts';
import { refuseLargeFile, toNamesBelow, toUnread, toUnreadFile } from '../../../app/agents/workspaceFile.ts';
import { decodeText } from '../../../core/files/bytes.ts';
import { nodeHost } from '../../../node/nodeHost.ts';
import { readFileBelow } from '../../../node/workspaceFile.ts';
import { settings } from '../../settings/settings.ts';
import type { CommandServices } from '../command.ts';

/** Creates the tools for agents in this window. */
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

/**
 * Reads a file of the workspace from its editor if it is open, otherwise from disk. Throws `InvalidInput` for any other
 * file, and if it can't be read.
 */
async function readWorkspaceFile(path: string, isLog = false): Promise<string> {
  for (const { folder, given } of listCandidates(path)) {
    const text = await readBelow(folder, given, isLog);
    if (text !== undefined) return text;
  }
  throw toUnread(l10n.t('The workspace has no such file.'));
}

/**
 * Lists the folders that may contain a path. If there are several folders, VS Code writes the name of the folder at the
 * start of the path.
 */
function listCandidates(path: string) {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const [, first = '', rest = ''] = /^([^/\\]+)[/\\](.+)$/.exec(path) ?? [];
  const named = folders.filter(({ name }) => folders.length > 1 && name === first);
  return [
    ...folders.map(({ uri }) => ({ folder: uri, given: path })),
    ...named.map(({ uri }) => ({ folder: uri, given: rest })),
  ];
}

async function readBelow(folder: vscode.Uri, given: string, isLog: boolean): Promise<string | undefined> {
  const place = folder.scheme === 'file' ? folder.fsPath : folder.path;
  const names = toNamesBelow(place, given);
  if (names === undefined) return undefined;
  const uri = vscode.Uri.joinPath(folder, ...names);
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open !== undefined) return open.getText();
  if (folder.scheme === 'file') return readFileBelow(place, given, isLog);
  const meta = await Promise.resolve(vscode.workspace.fs.stat(uri)).catch(() => undefined);
  if (meta === undefined) return undefined;
  refuseLargeFile(meta.size);
  try {
    return decodeText(await vscode.workspace.fs.readFile(uri)).text;
  } catch (error) {
    throw toUnreadFile(error);
  }
}
