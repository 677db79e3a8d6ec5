import type { Command } from '../command.ts';
import type { Contribution } from '../contribution.ts';
import { resolveOne } from '../resolve.ts';
import { openComparison, pickSibling } from './siblings.ts';

export const contribution: Contribution = {
  title: 'Compare Task with Another…',
  effect: 'reads',
};

/** Shows what is different between a failed task and a sibling that the user chooses. */
export const run: Command = async (services, args) => {
  const task = await resolveOne(services, 'task', args, { tasks: { groups: ['failed'] } });
  const store = await services.accounts.getStore(task.accountId);
  await openComparison(services, task, await pickSibling(services, store, task));
};
