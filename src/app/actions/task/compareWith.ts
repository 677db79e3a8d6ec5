import { resolveOne } from '../targets/resolve.ts';
import type { Command, Contribution } from '../verb/contribution.ts';
import { openComparison, pickSibling } from './pickSibling.ts';

export const contribution: Contribution = { title: 'Compare Task with Another…', effect: 'reads' };

/** Compares a failed task with a sibling that the user picks. */
export const run: Command = async (services, args) => {
  const task = await resolveOne(services, 'task', args, { tasks: { groups: ['failed'] } });
  const store = await services.accounts.getStore(task.accountId);
  await openComparison(services, task, await pickSibling(services, store, task));
};
