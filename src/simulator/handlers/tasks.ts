import { completeTask, endedByRequest } from '../behaviours/completion.ts';
import { reactivateTask } from '../behaviours/reactivation.ts';
import { toLimitMs } from '../behaviours/runLimit.ts';
import { requestSchedulingOn } from '../behaviours/schedulingRequests.ts';
import { removeTask } from '../behaviours/taskRemoval.ts';
import { interruptRun } from '../behaviours/taskRuns.ts';
import { enterTask } from '../behaviours/taskStates.ts';
import { checkRetryCount } from '../bodies/rules.ts';
import { checkTask, taskConstraints, taskWithDefaults } from '../bodies/taskDefaults.ts';
import { type Call, toMetadata } from '../http/call.ts';
import { checkConditions } from '../http/conditions.ts';
import { listPage, type ReplyShape } from '../http/listing.ts';
import type { Reply } from '../http/reply.ts';
import { parseSelect, select, withStats } from '../http/select.ts';
import { invalidPropertyValue, ServiceError } from '../http/serviceError.ts';
import { bareReply, createdReply, singleReply, writeReply } from '../http/single.ts';
import { newTask } from '../state/newJob.ts';
import type { JobRecord, TaskRecord } from '../state/records.ts';
import { findObject, findObjects, findText, present, type WireObject } from '../state/wire.ts';
import { taskStats } from '../wire/statsWire.ts';
import { readTask, taskFilter, taskProperties, taskUrl, toWireTask } from '../wire/taskWire.ts';
import { getNamedJob, getNamedTask } from './find.ts';
import { requireOpenJob } from './jobs.ts';
import { checkPackages } from './packageReferences.ts';

/** Batch documentation: maximum number of tasks in a collection. */
const mostTasksPerRequest = 100;

export function addTask(call: Call): Reply {
  const job = openJob(call);
  const task = enter(call, job, call.body);
  return createdReply(taskUrl(call.world, task), task);
}

function openJob(call: Call): JobRecord {
  const job = getNamedJob(call);
  requireOpenJob(job);
  return job;
}

function enter(call: Call, job: JobRecord, body: WireObject): TaskRecord {
  checkTask(job, body);
  checkPackages(call.world, body);
  const task = newTask(call.world, job, taskWithDefaults(job, body));
  enterTask(call.world, task);
  requestSchedulingOn(call.world, findText(job.executionInfo, 'poolId'));
  return task;
}

/** Adds tasks one by one. Each refusal is in the result of its task; the request still succeeds. */
export function addTaskCollection(call: Call): Reply {
  const job = openJob(call);
  const bodies = findObjects(call.body, 'value');
  if (bodies.length < 1 || bodies.length > mostTasksPerRequest) {
    throw invalidPropertyValue('value', String(bodies.length), `There must be from 1 to ${mostTasksPerRequest} tasks`);
  }
  const value = bodies.map((body) => addOne(call, job, body));
  return { status: 200, body: { 'odata.metadata': toMetadata(call.world, 'taskaddresult'), value } };
}

function addOne(call: Call, job: JobRecord, body: WireObject): WireObject {
  try {
    const task = enter(call, job, body);
    const { eTag, lastModified } = task;
    return { status: 'Success', taskId: task.id, eTag, lastModified, location: taskUrl(call.world, task) };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const value = `${error.text}\nRequestId:${call.requestId}\nTime:${call.world.time()}`;
    const values = error.values.length > 0 ? { values: error.values } : {};
    return {
      status: 'ClientError',
      taskId: body['id'],
      error: { code: error.code, message: { lang: 'en-US', value }, ...values },
    };
  }
}

export function listTasks(call: Call): Promise<Reply> {
  return listPage(call, getNamedJob(call).tasks, { filter: taskFilter, read: readTask, ...taskReplyShape(call) });
}

export function getTask(call: Call): Reply {
  const task = getNamedTask(call);
  return singleReply(call, task, taskReplyShape(call), task);
}

function taskReplyShape(call: Call): ReplyShape<TaskRecord> {
  return {
    fragment: 'tasks',
    properties: taskProperties,
    toWire: (task) => withStats(call, toWireTask(call.world, task), () => taskStats(call.world, task)),
  };
}

/** PUT: replaces the constraints; omitted constraints return to their defaults. */
export function updateTask(call: Call): Reply {
  const task = conditionalTask(call);
  requireOpenJob(task.job);
  if (task.state === 'completed') throw new ServiceError('TaskCompleted');
  const constraints = findObject(call.body, 'constraints');
  checkRetryCount(constraints);
  task.spec = { ...task.spec, constraints: taskConstraints(task.job, constraints) };
  task.run?.limit?.change(toLimitMs(task.spec));
  call.world.renew(task);
  return writeReply(call, 200, task);
}

function conditionalTask(call: Call): TaskRecord {
  const task = getNamedTask(call);
  checkConditions(call, task);
  return task;
}

export function terminateTask(call: Call): Reply {
  const task = conditionalTask(call);
  requireOpenJob(task.job);
  if (task.state === 'completed') throw new ServiceError('TaskCompleted');
  call.world.renew(task);
  if (task.state === 'active' || task.run === undefined) {
    completeTask(call.world, task, endedByRequest);
  } else {
    interruptRun(call.world, task.run, 'terminate');
  }
  return writeReply(call, 204, task);
}

/**
 * Reactivates a task. Batch documentation: only completed tasks whose program did not end with exit code 0 can be
 * reactivated, in a job that has not ended.
 */
export function reactivate(call: Call): Reply {
  const task = conditionalTask(call);
  requireOpenJob(task.job);
  if (task.state !== 'completed') throw new ServiceError('TaskNotCompleted');
  const { result, exitCode } = task.executionInfo;
  // A task may have failed because its output could not be uploaded, although its program succeeded.
  if (result === 'success' || exitCode === 0) throw new ServiceError('TaskSucceeded');
  reactivateTask(call.world, task);
  return bareReply(204, task);
}

export function deleteTask(call: Call): Reply {
  removeTask(call.world, conditionalTask(call));
  return bareReply(200);
}

const subtaskProperties: readonly string[] = (
  'id nodeInfo startTime endTime exitCode containerInfo failureInfo state stateTransitionTime previousState ' +
  'previousStateTransitionTime result'
).split(' ');

/** Lists the other instances of a multi-instance task; nothing for other tasks. Not paged. */
export function listSubtasks(call: Call): Reply {
  const task = getNamedTask(call);
  const chosen = parseSelect(call, subtaskProperties);
  const value = [...task.subtasks]
    .sort((left, right) => left.id - right.id)
    .map((subtask) => select(present({ ...subtask }), chosen));
  return { status: 200, body: { 'odata.metadata': toMetadata(call.world, 'subtaskinfo'), value } };
}
