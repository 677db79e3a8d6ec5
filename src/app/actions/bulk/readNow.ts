import { BatchError } from '../../../core/model/batchError.ts';
import type { Resource, TaskResource } from '../../../core/model/resource.ts';
import { toKey } from '../../../core/model/resourceChain.ts';
import type { Task } from '../../../core/model/task.ts';
import type { WithAccounts } from '../../accounts/accounts.ts';
import type { App } from '../../app.ts';
import { lookAtAll } from '../run/lookAtAll.ts';

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
 * How things are now, by `toKey`, undefined for what is gone, with few requests however many they are. What cannot be
 * read, or is in an account that is not open, is left out.
 */
export async function readNow(
  { accounts }: WithAccounts,
  resources: readonly Resource[],
): Promise<ReadonlyMap<string, object | undefined>> {
  const found = new Map<string, object | undefined>();
  const getService = async (accountId: string) => {
    const store = accounts.findStore(accountId);
    if (store !== undefined) return store.service;
    throw new BatchError({ code: 'InvalidInput', message: `the account ${accountId} is not open` });
  };
  await lookAtAll(getService, resources, { ofTasks, onFound: (resource, now) => found.set(toKey(resource), now) });
  return found;
}

/** The same of tasks. */
export async function readTasksNow(
  services: App,
  tasks: readonly TaskResource[],
): Promise<ReadonlyMap<string, Task | undefined>> {
  return (await readNow(services, tasks)) as ReadonlyMap<string, Task | undefined>;
}
