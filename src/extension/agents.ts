import * as vscode from 'vscode';
import { loadCommands } from './bundles/loadCommands.ts';
import type { ActivatedServices } from './commands/command.ts';
import { onDidChangeSetting, settings } from './settings/settings.ts';

/**
 * Registers the tools for agents, for chats in this window or as a server that VS Code offers to all chats. Their code
 * is loaded on the first call.
 */
export function registerAgents(services: ActivatedServices): vscode.Disposable {
  const { version, contributes }: Manifest = services.context.extension.packageJSON;
  const tools = contributes.languageModelTools.map(({ name }) =>
    vscode.lm.registerTool(name, {
      invoke: (options, token) => loadCommands().callAgentTool(services, name, options, token),
    }),
  );
  const server = vscode.lm.registerMcpServerDefinitionProvider('azureBatch.agents', {
    onDidChangeMcpServerDefinitions: (listener) => onDidChangeSetting('agents', () => listener()),
    // The address is known only once the server has started.
    provideMcpServerDefinitions: () =>
      settings.offersMcp
        ? [new vscode.McpHttpServerDefinition('Azure Batch', vscode.Uri.parse('http://127.0.0.1'), {}, version)]
        : [],
    resolveMcpServerDefinition: (definition) => loadCommands().startMcp(services, definition),
  });
  return vscode.Disposable.from(...tools, server);
}

interface Manifest {
  readonly version: string;
  readonly contributes: { readonly languageModelTools: readonly { readonly name: string }[] };
}
