import * as l10n from '@vscode/l10n';
import type { Contribution } from '../../../app/actions/verb/contribution.ts';
import { toVisibleJson } from '../../../core/text/visibleJson.ts';
import type { Command } from '../command.ts';
import { describeDiagnostics } from './describeDiagnostics.ts';

export const contribution: Contribution = {
  title: 'Copy Diagnostic Information',
  effect: 'reads',
  palette: 'always',
  views: [{ on: 'everyView', at: '2_log@2' }],
};

/** Copies the information that a maintainer asks for first. It contains no names, addresses, or secrets of the user. */
export const run: Command = async (services) => {
  await services.ui.copy(toVisibleJson(describeDiagnostics(services)));
  services.ui.notify('status', l10n.t('Diagnostic information was copied to the clipboard.'));
};
