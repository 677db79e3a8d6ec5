import * as l10n from '@vscode/l10n';
import { toInvalidInput } from '../../../core/model/batchError.ts';
import type { TaskResource } from '../../../core/model/resource.ts';
import { isFailed, type Task } from '../../../core/model/task.ts';
import type { App } from '../../app.ts';
import { findTask } from '../../evidence/findTask.ts';
import { resolve } from '../targets/resolve.ts';
import type { Command, RemedyContribution } from '../verb/contribution.ts';
import { findSibling, openComparison, pickSibling } from './pickSibling.ts';

export const contribution: RemedyContribution = {
  title: 'Compare Task with One That Succeeded',
  effect: 'reads',
  palette: 'never',
  remedy: () => l10n.t('Compare with a Succeeded Task'),
  rows: [{ on: 'task', if: 'failed', at: 'look@5' }],
};

/**
 * Compares a failed task with a succeeded one: the other selected task, or the most similar sibling. Asks for a task if
 * the first page has no such sibling.
 */
export const run: Command = async (services, args) => {
  const [task, selected] = await resolve(services, 'task', args, { tasks: { groups: ['failed'] } });
  if (task === undefined) return;
  if (selected !== undefined) return openComparison(services, ...(await orderSelected(services, task, selected)));
  const store = await services.accounts.getStore(task.accountId);
  await openComparison(services, task, (await findSibling(store, task)) ?? (await pickSibling(services, store, task)));
};

/** Puts the failed task first, regardless of the order of selection. */
async function orderSelected(
  services: App,
  one: TaskResource,
  other: TaskResource,
): Promise<readonly [TaskResource, TaskResource]> {
  if (one.accountId !== other.accountId) {
    throw toInvalidInput(l10n.t('You can compare only tasks in the same account.'));
  }
  const store = await services.accounts.getStore(one.accountId);
  const [first, second] = await Promise.all([findTask(store, one), findTask(store, other)]);
  const isTurned = !hasFailed(first) && hasFailed(second);
  return isTurned ? [other, one] : [one, other];
}

function hasFailed(task: Task | undefined): boolean {
  return task !== undefined && isFailed(task);
}
