import * as vscode from 'vscode';
import type { ActivatedServices } from './commands/command.ts';
import { loadCommands } from './loadCommands.ts';
import { onDidChangeSetting, settings } from './settings.ts';

/**
 * Offers the tools for agents, to chats of this window or as a server that VS Code takes to all chats. What they do is loaded
 * with the first call.
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
    // Where it listens is known once it is started.
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
