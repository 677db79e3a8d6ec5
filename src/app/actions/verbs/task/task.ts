import type { TaskResource } from '../../../../core/model/resource.ts';
import type { Task } from '../../../../core/model/task.ts';
import { readTask } from '../../../../core/model/taskShape.ts';
import type { Noun } from '../toVerb.ts';

/** Tasks, as actions deal with them. */
export const taskNoun: Noun<TaskResource, Task> = {
  read: readTask,
  get: ({ tasks }, { jobId, taskId }) => tasks.getTask(jobId, taskId),
  toItem: (resource, { state, stateTransitionTime, executionInfo: { startTime, endTime } = {} }) => ({
    resource,
    before: { state, stateTransitionTime, executionInfo: { startTime, endTime } },
  }),
};
