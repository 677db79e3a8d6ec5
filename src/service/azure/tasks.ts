import type { BatchError } from '../../core/model/batchError.ts';
import { anything, type Infer, list, object, text } from '../../core/model/shape.ts';
import type { Task } from '../../core/model/task.ts';
import { readSubtask, readTask } from '../../core/model/taskShape.ts';
import type { TaskPort } from '../ports.ts';
import type { AccountClient } from './account.ts';
import { toTaskError } from './errors/serviceError.ts';
import { malformedResponse } from './errors/toBatchError.ts';
import { toListQuery } from './options.ts';
import { toAbortOptions } from './policies/signal.ts';
import { readOnlyPage, readPages } from './readPages.ts';
import { addTasksSpec } from './versions/operations.ts';
import { asArgument, readObject, type WireAnswer } from './wire.ts';

/** Creates the port for tasks of one account (Batch documentation: "Task"). */
export function createTaskPort(account: AccountClient): TaskPort {
  const { client } = account;
  return {
    listTasks(jobId, options = {}) {
      const call = toAbortOptions(options);
      return readPages(readTask, {
        account,
        options,
        first: (pageSize) => client.task.list(jobId, { ...call, taskListOptions: toListQuery(options, pageSize) }),
        next: (link) => client.task.listNext(link, call),
      });
    },

    getTask: (jobId, taskId, options = {}) =>
      readObject(readTask, client.task.get(jobId, taskId, toAbortOptions(options))),

    /** Lists the other instances of a multi-instance task, or none for other tasks. The service does not page them. */
    listSubtasks(jobId, taskId, options = {}) {
      return readOnlyPage(readSubtask, () => client.task.listSubtasks(jobId, taskId, toAbortOptions(options)));
    },

    async addTasks(jobId, tasks, options = {}) {
      const call = { jobId, collection: { value: tasks }, options: toAbortOptions(options) };
      const answer: Promise<WireAnswer> = client.sendOperationRequest(call, addTasksSpec);
      return toRefused((await readObject(readAddResults, answer)).value ?? [], tasks);
    },

    async changeConstraints(jobId, taskId, constraints, options = {}) {
      await client.task.update(jobId, taskId, { constraints: asArgument(constraints), ...toAbortOptions(options) });
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

const addResult = object({ status: text, taskId: text, error: anything });
const readAddResults = object({ value: list(addResult) });

/** Outcome of one task of a collection (Batch documentation: "TaskAddResult"). */
interface AddResult extends Infer<typeof addResult> {}

/** Maps task indexes to errors; results name tasks by ID, unordered. A task without a result may have been added. */
function toRefused(results: readonly AddResult[], tasks: readonly Task[]): ReadonlyMap<number, BatchError> {
  const byId = new Map(results.map((result) => [result.taskId?.toLowerCase(), result]));
  return new Map(
    tasks.flatMap(({ id }, index): readonly [number, BatchError][] => {
      const { status, error } = byId.get(id.toLowerCase()) ?? {};
      if (status?.toLowerCase() === 'success') return [];
      return [
        [index, status === undefined ? malformedResponse(results, { mayHaveActed: true }) : toTaskError(error, status)],
      ];
    }),
  );
}
