import * as l10n from '@vscode/l10n';
import type { Contribution } from '../../../app/actions/verb/contribution.ts';
import { renderGiven } from '../../../app/agents/given.ts';
import { showResult } from '../../ui/shownList.ts';
import type { Command } from '../command.ts';

export const contribution: Contribution = {
  title: 'Show What Agents Were Given',
  effect: 'reads',
  rows: [{ on: 'account', at: 'act@5' }],
};

/** Opens a list of the last calls of agents in this window, with the full results. */
export const run: Command = async ({ agents }) => {
  await showResult(`${l10n.t('What Agents Were Given')}.md`, renderGiven(agents.given.all));
};
