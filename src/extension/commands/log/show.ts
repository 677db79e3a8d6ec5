import type { Contribution } from '../../../app/actions/verb/contribution.ts';
import type { Command } from '../command.ts';

export const contribution: Contribution = {
  title: 'Show Log',
  effect: 'reads',
  palette: 'always',
  rows: [{ on: 'error', at: '1_look@2' }],
  views: [{ on: 'everyView', at: '2_log@1' }],
};

/** Shows the log channel. */
export const run: Command = async ({ log }) => log.show();
