import * as vscode from 'vscode';
import { loadMcp } from '../../../node/load.ts';
import { nodeHost } from '../../../node/nodeHost.ts';
import type { CommandServices } from '../command.ts';

const started = new WeakMap<CommandServices, ReturnType<typeof start>>();

/** Starts this window's MCP server, once, and adds its address and VS Code's access token to the definition. */
export async function startMcp(
  services: CommandServices,
  definition: vscode.McpServerDefinition,
): Promise<vscode.McpServerDefinition> {
  const starting = started.get(services) ?? start(services);
  started.set(services, starting);
  const { url, headers } = await starting;
  if (!(definition instanceof vscode.McpHttpServerDefinition)) return definition;
  return Object.assign(definition, { uri: vscode.Uri.parse(url), headers: { ...definition.headers, ...headers } });
}

async function start({ agents, context }: CommandServices) {
  const { version }: { readonly version: string } = context.extension.packageJSON;
  const server = await loadMcp().serveHttp({ agents, version }, nodeHost.makeId() + nodeHost.makeId());
  context.subscriptions.push(new vscode.Disposable(() => server.close()));
  return server;
}
