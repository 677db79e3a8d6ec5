import { BatchError } from '../../../core/model/batchError.ts';
import type { TaskResource } from '../../../core/model/resource.ts';
import { toKey } from '../../../core/model/resourceChain.ts';
import type { Task } from '../../../core/model/task.ts';
import { findNow } from '../../bulk/verbs/looks.ts';
import type { CommandServices } from '../command.ts';

/** So many tasks of a job are asked for one by one; more come with its list. */
const mostAsked = 20;
/** So many pages of a list are read at most, of a thousand tasks each: of the tasks beyond nothing is known. */
const mostPages = 10;
const pageSize = 1000;
const concurrency = 4;

/** What tells what came of a task, and why. */
const select: readonly (keyof Task)[] = [
  'id',
  'state',
  'stateTransitionTime',
  'commandLine',
  'executionInfo',
  'nodeInfo',
];

/**
 * How tasks are now, by `toKey`, undefined for what is gone, with few requests however many they are. What cannot be
 * read, or is in an account that is not open, is left out.
 */
export async function readTasksNow(
  { accounts }: Pick<CommandServices, 'accounts'>,
  tasks: readonly TaskResource[],
): Promise<ReadonlyMap<string, Task | undefined>> {
  const found = new Map<string, Task | undefined>();
  const jobs = new Map<string, TaskResource[]>();
  for (const task of tasks) {
    const job = JSON.stringify([task.accountId, task.jobId]);
    const known = jobs.get(job);
    if (known === undefined) jobs.set(job, [task]);
    else known.push(task);
  }
  const waiting = jobs.values();
  const work = async (): Promise<void> => {
    for (const ofJob of waiting) {
      const read = ofJob.length > mostAsked ? listTasks : getTasks;
      await read(accounts, ofJob, found).catch((error: unknown) => {
        if (!BatchError.is(error)) throw error;
      });
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return found;
}

async function getTasks(
  accounts: CommandServices['accounts'],
  tasks: readonly TaskResource[],
  found: Map<string, Task | undefined>,
): Promise<void> {
  for (const task of tasks) {
    const service = accounts.findStore(task.accountId)?.service;
    if (service === undefined) return;
    found.set(toKey(task), await findNow(service.tasks.getTask(task.jobId, task.taskId)));
  }
}

/** What the whole list does not have is gone. */
async function listTasks(
  accounts: CommandServices['accounts'],
  tasks: readonly TaskResource[],
  found: Map<string, Task | undefined>,
): Promise<void> {
  const [first] = tasks;
  const service = first && accounts.findStore(first.accountId)?.service;
  if (first === undefined || service === undefined) return;
  const { accountId, jobId } = first;
  const left = new Map(tasks.map((task) => [task.taskId, task]));
  let pages = 0;
  for await (const page of service.tasks.listTasks(jobId, { select, pageSize })) {
    for (const task of page) {
      if (left.delete(task.id)) found.set(toKey({ kind: 'task', accountId, jobId, taskId: task.id }), task);
    }
    pages += 1;
    if (left.size === 0 || pages === mostPages) return;
  }
  for (const task of left.values()) found.set(toKey(task), undefined);
}
