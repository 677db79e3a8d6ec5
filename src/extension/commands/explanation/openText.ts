import type { Command } from '../../../app/actions/command.ts';
import type { Contribution } from '../../../app/actions/contribution.ts';
import { findExplanation } from './activeExplanation.ts';

export const contribution: Contribution = {
  title: 'Show Explanation as Text',
  icon: 'markdown',
  effect: 'reads',
  palette: 'inDocument',
  editors: [{ on: /explanation\.md$/, at: 'navigation@3' }],
};

/** Shows an explanation as the text that it is, in the place of its page. */
export const run: Command = (services, args) =>
  Promise.resolve(services.ui.run('vscode.openWith', findExplanation(args), 'default'));
