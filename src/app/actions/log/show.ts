import type { Contribution } from '../verb/contribution.ts';
import type { WindowCommand } from '../verb/window.ts';

export const contribution: Contribution = {
  title: 'Show Log',
  effect: 'reads',
  palette: 'always',
  rows: [{ on: 'error', at: '1_look@2' }],
  views: [{ on: 'everyView', at: '2_log@1' }],
};

/** Shows the log channel. */
export const run: WindowCommand = async ({ log }) => log.show();
