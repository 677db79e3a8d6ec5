import * as l10n from '@vscode/l10n';
import type { Contribution } from '../../../app/actions/verb/contribution.ts';
import { toVisibleJson } from '../../../core/text/visibleJson.ts';
import type { Command } from '../command.ts';
import { describeDiagnostics } from './describeDiagnostics.ts';

export const contribution: Contribution = {
  title: 'Report Issue…',
  effect: 'reads',
  palette: 'always',
  views: [{ on: 'everyView', at: '2_log@3' }],
};

/**
 * Opens VS Code's own issue reporter for this extension, with the text that "Copy Diagnostic Information" copies.
 * Nothing is sent before the user has read it there.
 */
export const run: Command = async (services) => {
  const diagnostics = toVisibleJson(describeDiagnostics(services));
  try {
    await services.ui.run('workbench.action.openIssueReporter', {
      extensionId: services.context.extension.id,
      issueBody: toTemplate(),
      data: `\`\`\`json\n${diagnostics}\n\`\`\`\n`,
    });
  } catch {
    // In a browser, VS Code has no issue reporter of its own, and fails if the package was built without a repository.
    await services.ui.copy(diagnostics);
    services.ui.notify(
      'information',
      l10n.t(
        "VS Code couldn't find where to report issues with this extension. The diagnostic information was copied to the clipboard. Send it to the extension's publisher.",
      ),
    );
  }
};

function toTemplate(): string {
  return [
    l10n.t('What did you do?'),
    l10n.t('What did you expect?'),
    l10n.t('What happened instead? Leave out names and secrets.'),
  ]
    .map((question) => `### ${question}\n\n\n`)
    .join('\n');
}
