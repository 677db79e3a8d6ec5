import { openExplanation } from '../resource/openExplanation.ts';
import type { Command, Contribution } from '../verb/contribution.ts';

export const contribution: Contribution = {
  title: 'Explain Node',
  icon: 'lightbulb',
  effect: 'reads',
  palette: 'never',
  rows: [
    { on: ['node', 'preparationNode'], at: '2_explain@1' },
    { on: 'node', if: 'broken', at: 'inline@1' },
  ],
};

/** Opens an explanation of why a node is not usable. */
export const run: Command = openExplanation('node');
