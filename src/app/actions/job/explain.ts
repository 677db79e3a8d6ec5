import { openExplanation } from '../resource/openExplanation.ts';
import type { Command, Contribution } from '../verb/contribution.ts';

export const contribution: Contribution = {
  title: 'Explain Job',
  icon: 'lightbulb',
  effect: 'reads',
  rows: [
    { on: ['job', 'preparation', 'jobTask'], at: '2_explain@1' },
    { on: ['preparation', 'jobTask'], if: 'failed', at: 'inline@1' },
  ],
};

/** Opens an explanation of why the tasks of a job fail or wait. */
export const run: Command = openExplanation('job');
