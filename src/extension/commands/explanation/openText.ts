import type { Command, Contribution } from '../../../app/actions/verb/contribution.ts';
import { findPage } from './activePage.ts';

export const contribution: Contribution = {
  title: 'Show Page as Text',
  icon: 'markdown',
  effect: 'reads',
  palette: 'inDocument',
  editors: [
    {
      on: /^\/(?!\w+\/[^/]+\/\w+\/[^/]+\/(files|text)\/)(.*(explanation|\.comparison|\.earlier-attempts|\.kept|\.access)|bulk\/[^/]+\/report|answers\/[^/]+\/answers)\.md$/,
      at: 'navigation@3',
    },
  ],
};

/** Opens a page as Markdown text. */
export const run: Command = (services, args) =>
  Promise.resolve(services.ui.run('vscode.openWith', findPage(args), 'default'));
