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
      remote: vscode.env.remoteName,
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
