import { readSubtask, readTask } from '../../core/model/taskShape.ts';
import type { TaskPort } from '../ports.ts';
import type { AccountClient } from './account.ts';
import { toListQuery } from './options.ts';
import { readOnlyPage, readPages } from './pages.ts';
import { toAbortOptions } from './policies/signal.ts';
import { asArgument, readObject } from './wire.ts';

/** Tasks of one account (Batch documentation: "Task"). */
export function createTaskPort(account: AccountClient): TaskPort {
  const { client } = account;
  return {
    listTasks(jobId, options = {}) {
      const call = toAbortOptions(options);
      return readPages(readTask, {
        account,
        options,
        first: () => client.task.list(jobId, { ...call, taskListOptions: toListQuery(options) }),
        next: (link) => client.task.listNext(link, call),
      });
    },

    getTask: (jobId, taskId, options = {}) =>
      readObject(readTask, client.task.get(jobId, taskId, toAbortOptions(options))),

    listSubtasks(jobId, taskId, options = {}) {
      return readOnlyPage(readSubtask, () => client.task.listSubtasks(jobId, taskId, toAbortOptions(options)));
    },

    async addTask(jobId, task, options = {}) {
      await client.task.add(jobId, asArgument(task), toAbortOptions(options));
    },

    async reactivateTask(jobId, taskId, options = {}) {
      await client.task.reactivate(jobId, taskId, toAbortOptions(options));
    },

    async terminateTask(jobId, taskId, options = {}) {
      await client.task.terminate(jobId, taskId, toAbortOptions(options));
    },

    async deleteTask(jobId, taskId, options = {}) {
      await client.task.deleteMethod(jobId, taskId, toAbortOptions(options));
    },
  };
}
