import { openExplanation } from '../resource/openExplanation.ts';
import type { Command, Contribution } from '../verb/contribution.ts';

export const contribution: Contribution = {
  title: 'Explain Job Schedule',
  icon: 'lightbulb',
  effect: 'reads',
  palette: 'never',
  rows: [{ on: 'jobSchedule', at: '2_explain@1' }],
};

/** Opens an explanation of when a job schedule creates its next job, or why it does not, and how the last job went. */
export const run: Command = openExplanation('jobSchedule');
