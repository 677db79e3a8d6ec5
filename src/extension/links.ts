import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { CommandServices } from './commands/command.ts';
import { loadCommands } from './loadCommands.ts';
import { runCommand } from './runCommand.ts';

/**
 * Opens links to this extension that VS Code hands over, after it has asked whether it may. Anybody may have made one, so
 * it leads to a thing and carries no verb; see `parseAddress`.
 */
export function registerLinks(services: CommandServices): vscode.Disposable {
  return vscode.window.registerUriHandler({
    handleUri: (uri) =>
      runCommand('link', services.log, () => loadCommands().openLink(services, uri.toString()), l10n.t('Open Link')),
  });
}
