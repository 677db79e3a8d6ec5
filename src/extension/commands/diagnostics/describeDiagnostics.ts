import { release } from 'node:os';
import * as vscode from 'vscode';
import type { CommandServices } from '../command.ts';
import { toRequestShape } from './requestShape.ts';

/** What a maintainer asks for first. No names, addresses or secrets of the user's are in it. */
export function describeDiagnostics({ context, accounts, recentAttempts }: CommandServices): object {
  const { version, contributes }: Manifest = context.extension.packageJSON;
  return {
    extension: { id: context.extension.id, version },
    editor: {
      name: vscode.env.appName,
      version: vscode.version,
      host: vscode.env.appHost,
      remote: toRemoteKind(vscode.env.remoteName),
      language: vscode.env.language,
    },
    system: { platform: process.platform, architecture: process.arch, release: release(), node: process.version },
    workspace: { trusted: vscode.workspace.isTrusted, folders: vscode.workspace.workspaceFolders?.length ?? 0 },
    accounts: accounts.all.map(({ id, authentication }) => {
      const store = accounts.findStore(id);
      return { authentication, open: store !== undefined, apiVersion: store?.service.apiVersion };
    }),
    settings: Object.fromEntries(
      Object.keys(contributes.configuration.properties).map((name) => [name, describeSetting(name)]),
    ),
    lastRequests: recentAttempts.all.map(toRequestShape),
  };
}

/** Remotes of Microsoft's extensions, as VS Code calls them. */
const remoteKinds: ReadonlySet<string> = new Set([
  'attached-container',
  'codespaces',
  'dev-container',
  'k8s-container',
  'ssh-remote',
  'tunnel',
  'wsl',
]);

/** What kind of remote the window has: in a browser VS Code calls it by the address of the server. */
function toRemoteKind(name: string | undefined): string | undefined {
  return name === undefined || remoteKinds.has(name) ? name : 'other';
}

interface Manifest {
  readonly version: string;
  readonly contributes: { readonly configuration: { readonly properties: Readonly<Record<string, unknown>> } };
}

/** What a setting is; of one with a text, which may hold a path or a name, only whether the user has set it. */
function describeSetting(name: string): unknown {
  const configuration = vscode.workspace.getConfiguration();
  const value = configuration.get(name);
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  const { defaultValue } = configuration.inspect(name) ?? {};
  return value === defaultValue ? 'default' : 'set';
}
