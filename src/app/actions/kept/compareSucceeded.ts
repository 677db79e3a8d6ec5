import { pickSibling } from '../task/pickSibling.ts';
import type { Command, Contribution } from '../verb/contribution.ts';
import { requireAttempt } from './listKept.ts';

export const contribution: Contribution = {
  title: 'Compare Attempt with a Task That Succeeded…',
  effect: 'reads',
  palette: 'never',
  rows: [{ on: 'attempt', if: 'failed', at: '2_explain@2' }],
};

/** Compares an earlier attempt with a succeeded task of the same job that the user picks. */
export const run: Command = async (services, args) => {
  const { resource, savedAt } = requireAttempt(args, 'task');
  const store = await services.accounts.getStore(resource.accountId);
  const { jobId, taskId } = await pickSibling(services, store, resource);
  await services.ui.open({ resource, document: 'comparison', savedAt, other: { jobId, taskId } });
};
