import type { Command } from '../command.ts';
import type { Contribution } from '../contribution.ts';
import { openExplanation } from '../resource/openExplanation.ts';

export const contribution: Contribution = {
  title: 'Explain Job Schedule',
  icon: 'lightbulb',
  effect: 'reads',
  rows: [{ on: 'jobSchedule', at: '2_explain@1' }],
};

/** Opens when a job schedule creates its next job, or why it creates none, and how the last one went. */
export const run: Command = openExplanation('jobSchedule');
