import * as vscode from 'vscode';
import { toVisibleJson } from '../../../core/text/visibleJson.ts';
import type { Command } from '../command.ts';
import type { Contribution } from '../contribution.ts';
import { describeDiagnostics } from './describeDiagnostics.ts';

export const contribution: Contribution = {
  title: 'Report Issue…',
  effect: 'reads',
  views: [{ on: 'everyView', at: '2_log@3' }],
};

/**
 * Opens VS Code's own reporter of issues for this extension, with what "Copy Diagnostic Information" copies. Nothing is sent:
 * the user reads it there first.
 */
export const run: Command = async (services) => {
  await vscode.commands.executeCommand('workbench.action.openIssueReporter', {
    extensionId: services.context.extension.id,
    issueBody: toTemplate(),
    data: `\`\`\`json\n${toVisibleJson(describeDiagnostics(services))}\n\`\`\`\n`,
  });
};

function toTemplate(): string {
  return [
    vscode.l10n.t('What did you do?'),
    vscode.l10n.t('What did you expect?'),
    vscode.l10n.t('What happened instead? Leave out names and secrets.'),
  ]
    .map((question) => `### ${question}\n\n\n`)
    .join('\n');
}
