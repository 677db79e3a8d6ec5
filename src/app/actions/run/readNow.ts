import { toInvalidInput } from '../../../core/model/batchError.ts';
import { type Resource, type TaskResource, toKey } from '../../../core/model/resource.ts';
import type { Task } from '../../../core/model/task.ts';
import type { WithAccounts } from '../../accounts/accounts.ts';
import type { App } from '../../app.ts';
import { lookAtAll } from './lookAtAll.ts';

const ofTasks: readonly (keyof Task)[] = [
  'id',
  'creationTime',
  'state',
  'stateTransitionTime',
  'commandLine',
  'executionInfo',
  'nodeInfo',
];

/**
 * Reads the current state of items, by `toKey`, with few requests regardless of their number; undefined for deleted
 * items. Leaves out items that cannot be read or whose account is not open.
 */
export async function readNow(
  { accounts }: WithAccounts,
  resources: readonly Resource[],
): Promise<ReadonlyMap<string, object | undefined>> {
  const found = new Map<string, object | undefined>();
  const getService = async (accountId: string) => {
    const store = accounts.findStore(accountId);
    if (store !== undefined) return store.service;
    throw toInvalidInput(`the account ${accountId} is not open`);
  };
  await lookAtAll(getService, resources, { ofTasks, onFound: (resource, now) => found.set(toKey(resource), now) });
  return found;
}

/** Reads the current state of tasks, as `readNow` does. */
export async function readTasksNow(
  services: App,
  tasks: readonly TaskResource[],
): Promise<ReadonlyMap<string, Task | undefined>> {
  return (await readNow(services, tasks)) as ReadonlyMap<string, Task | undefined>;
}
