import * as l10n from '@vscode/l10n';
import { workspace } from 'vscode';
import type { Command, Contribution } from '../../../app/actions/verb/contribution.ts';
import { findPage } from './activePage.ts';

export const contribution: Contribution = {
  title: 'Copy Page as Markdown',
  icon: 'copy',
  effect: 'reads',
  palette: 'inDocument',
  editors: [
    {
      on: /^\/(?!\w+\/[^/]+\/\w+\/[^/]+\/(files|text)\/)(.*(explanation|\.comparison|\.earlier-attempts|\.kept|\.access)|bulk\/[^/]+\/report|answers\/[^/]+\/answers)\.md$/,
      at: 'navigation@2',
    },
  ],
};

/** Copies a page as Markdown. */
export const run: Command = async (services, args) => {
  const document = await workspace.openTextDocument(findPage(args));
  await services.ui.copy(document.getText());
  services.ui.notify('status', l10n.t('The page was copied to the clipboard.'));
};
