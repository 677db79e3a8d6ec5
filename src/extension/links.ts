import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { loadCommands } from './bundles/loadCommands.ts';
import type { ActivatedServices } from './commands/command.ts';
import { runCommand } from './runCommand.ts';

/**
 * Opens links to this extension that VS Code passes on after its own confirmation. Anyone may have made a link, so it
 * can only show an item and never run an action; see `parseAddress`.
 */
export function registerLinks(services: ActivatedServices): vscode.Disposable {
  return vscode.window.registerUriHandler({
    handleUri: (uri) =>
      runCommand('link', services.log, () => loadCommands().openLink(services, uri.toString()), l10n.t('Open Link')),
  });
}
