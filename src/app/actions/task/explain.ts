import { openExplanation } from '../resource/openExplanation.ts';
import type { Command, Contribution } from '../verb/contribution.ts';

export const contribution: Contribution = {
  title: 'Explain Task',
  icon: 'lightbulb',
  effect: 'reads',
  rows: [{ on: ['task', 'subtasks', 'subtask', 'dependencies'], at: '2_explain@1' }],
  editors: [{ on: /\/tasks\/[^/]+\/(files\/|text\/|task\.json$)/, at: 'navigation@1' }],
};

/** Opens an explanation of tasks: what happened, the reason, the evidence, and remedies. */
export const run: Command = openExplanation('task');
