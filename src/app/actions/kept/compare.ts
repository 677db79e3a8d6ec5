import type { Command, Contribution } from '../verb/contribution.ts';
import { requireAttempt } from './listKept.ts';

export const contribution: Contribution = {
  title: 'Compare Attempt with Now',
  effect: 'reads',
  palette: 'never',
  rows: [{ on: 'attempt', if: 'ofTask', at: '2_explain@1' }],
};

/** Compares an earlier attempt of a task with the current task. */
export const run: Command = async (services, args) => {
  const { resource, savedAt } = requireAttempt(args, 'task');
  const { jobId, taskId } = resource;
  await services.ui.open({ resource, document: 'comparison', savedAt, other: { jobId, taskId } });
};
