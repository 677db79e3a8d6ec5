import * as l10n from '@vscode/l10n';
import { workspace } from 'vscode';
import type { Command } from '../../../app/actions/command.ts';
import type { Contribution } from '../../../app/actions/contribution.ts';
import { findExplanation } from './activeExplanation.ts';

export const contribution: Contribution = {
  title: 'Copy Explanation as Markdown',
  icon: 'copy',
  effect: 'reads',
  palette: 'inDocument',
  editors: [{ on: /explanation\.md$/, at: 'navigation@2' }],
};

/** Copies an explanation as the Markdown that it is as text. */
export const run: Command = async (services, args) => {
  const document = await workspace.openTextDocument(findExplanation(args));
  await services.ui.copy(document.getText());
  services.ui.notify('status', l10n.t('The explanation was copied to the clipboard.'));
};
