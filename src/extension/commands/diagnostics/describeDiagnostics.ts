import { release } from 'node:os';
import * as vscode from 'vscode';
import { toRequestShape } from '../../../app/requests/requestShape.ts';
import type { CommandServices } from '../command.ts';

/**
 * Returns the information that a maintainer asks for first. It contains no names, addresses, or secrets of the user.
 */
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

/** Remotes of Microsoft's extensions, by VS Code's names. */
const remoteKinds: ReadonlySet<string> = new Set([
  'attached-container',
  'codespaces',
  'dev-container',
  'k8s-container',
  'ssh-remote',
  'tunnel',
  'wsl',
]);

/** Returns the kind of the window's remote; in a browser, `name` is the server's address, which isn't returned. */
function toRemoteKind(name: string | undefined): string | undefined {
  return name === undefined || remoteKinds.has(name) ? name : 'other';
}

interface Manifest {
  readonly version: string;
  readonly contributes: { readonly configuration: { readonly properties: Readonly<Record<string, unknown>> } };
}

/** Returns the value of a setting; for a text, which may contain a path or a name, only whether the user has set it. */
function describeSetting(name: string): unknown {
  const configuration = vscode.workspace.getConfiguration();
  const value = configuration.get(name);
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  const { defaultValue } = configuration.inspect(name) ?? {};
  return value === defaultValue ? 'default' : 'set';
}
