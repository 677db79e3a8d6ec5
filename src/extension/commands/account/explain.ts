import type { Command } from '../command.ts';
import type { Contribution } from '../contribution.ts';
import { openExplanation } from '../resource/openExplanation.ts';

export const contribution: Contribution = {
  title: 'Explain Account',
  icon: 'lightbulb',
  effect: 'reads',
  palette: 'withAccount',
  rows: [{ on: ['account', 'pools', 'jobs', 'jobSchedules'], at: '2_explain@1' }],
};

/** Opens what fails in an account by cause: what did most damage, what blocks others, and what came first. */
export const run: Command = openExplanation('account');
