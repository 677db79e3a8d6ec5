import { openExplanation } from '../resource/openExplanation.ts';
import type { Command, Contribution } from '../verb/contribution.ts';

export const contribution: Contribution = {
  title: 'Explain Pool',
  icon: 'lightbulb',
  effect: 'reads',
  palette: 'never',
  rows: [
    { on: 'pool', at: '2_explain@1' },
    { on: 'pool', if: 'failed', at: 'inline@1' },
  ],
};

/** Opens an explanation of why a pool does not get its nodes. */
export const run: Command = openExplanation('pool');
