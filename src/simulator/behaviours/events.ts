import type {
  AuxiliaryTaskInfo,
  JobRecord,
  NodeRecord,
  PoolRecord,
  TaskExecutionInfo,
  TaskRecord,
} from '../state/records.ts';
import { timeMs } from '../state/time.ts';
import { findFlag, findNumber, findObject, findText, present, type WireObject } from '../state/wire.ts';
import type { World } from '../state/world.ts';

/**
 * Records an event as in the service log (Batch documentation: "Task start event" and its siblings). Events have no
 * effect on the account.
 */

function note(world: World, name: string, body: WireObject, atMs = world.clock.now()): void {
  world.events.add('event', { atMs, name, body });
}

/** Records the start of a task's program, including the starts of retries. */
export function noteTaskStart(world: World, task: TaskRecord, atMs?: number): void {
  const { retryCount } = task.executionInfo;
  note(world, 'TaskStartEvent', { ...toTaskBody(task), executionInfo: { retryCount } }, atMs);
}

/** Records the end of a task, once. */
export function noteTaskEnd(world: World, task: TaskRecord, atMs?: number): void {
  const body = { ...toTaskBody(task), executionInfo: toRunInfo(task.executionInfo) };
  note(world, 'TaskCompleteEvent', body, atMs);
  if (task.executionInfo.result === 'failure') note(world, 'TaskFailEvent', body, atMs);
}

/** Records that a task returns to the queue; `info` and `nodeInfo` belong to the previous run. */
export function noteRequeue(
  world: World,
  task: TaskRecord,
  info: TaskExecutionInfo,
  nodeInfo: WireObject | undefined,
): void {
  const ran = { ...toRunInfo(info), result: 'failure' };
  note(world, 'TaskRequeueEvent', { ...toTaskBody(task, nodeInfo), executionInfo: ran });
}

/** Records that a task can't run on its node, because job preparation failed there. */
export function noteScheduleFail(world: World, task: TaskRecord, node: NodeRecord): void {
  const schedulingError = {
    category: 'UserError',
    code: 'JobPreparationTaskFailed',
    message: 'Task cannot run because the job preparation task failed on node',
  };
  const nodeInfo = { poolId: node.pool.id, nodeId: node.id };
  note(world, 'TaskScheduleFailEvent', { ...toTaskBody(task, nodeInfo), schedulingError });
}

function toTaskBody(task: TaskRecord, nodeInfo = task.nodeInfo): WireObject {
  const manager = findText(findObject(task.job.spec, 'jobManagerTask'), 'id');
  const instances = findNumber(findObject(task.spec, 'multiInstanceSettings'), 'numberOfInstances');
  return present({
    jobId: task.job.id,
    id: task.id,
    taskType: manager === task.id ? 'JobManager' : 'User',
    systemTaskVersion: task.attempts,
    requiredSlots: task.requiredSlots,
    nodeInfo: present({ poolId: findText(nodeInfo, 'poolId'), nodeId: findText(nodeInfo, 'nodeId') }),
    multiInstanceSettings: { numberOfInstances: instances ?? 1 },
    constraints: { maxTaskRetryCount: findNumber(findObject(task.spec, 'constraints'), 'maxTaskRetryCount') ?? 0 },
  });
}

function toRunInfo({ startTime, endTime, exitCode, retryCount, requeueCount }: TaskExecutionInfo): WireObject {
  return present({ startTime, endTime, exitCode, retryCount, requeueCount });
}

/** Type of a special task, as the log names it. */
export type SpecialTaskType = 'StartTask' | 'JobPrep' | 'JobRelease';

/** Records that a start, job preparation, or job release task has ended on a node. */
export function noteSpecialTask(
  world: World,
  node: NodeRecord,
  task: { readonly type: SpecialTaskType; readonly name: string; readonly jobId?: string },
  { startTime, endTime, exitCode, result, failureInfo }: AuxiliaryTaskInfo,
  atMs?: number,
): void {
  const { category, code, message } = failureInfo ?? {};
  const body = present({
    jobId: task.jobId,
    taskName: task.name,
    taskType: task.type,
    nodeInfo: { poolId: node.pool.id, nodeId: node.id },
    executionInfo: present({
      startTime,
      endTime,
      exitCode,
      result,
      schedulingError: present({ category, code, message, details: [] }),
    }),
  });
  // The log's name for these events is not documented.
  note(world, 'SpecialTaskEvent', body, atMs);
}

/** Records that a pool was added. */
export function notePoolCreated(world: World, pool: PoolRecord, atMs?: number): void {
  const body = { ...toPoolBody(pool), vmSize: findText(pool.spec, 'vmSize'), ...toTargets(pool) };
  note(world, 'PoolCreateEvent', present(body), atMs);
}

export function noteResizeStart(world: World, pool: PoolRecord, option = 'Requeue'): void {
  const body = { ...toPoolBody(pool), nodeDeallocationOption: option, ...toCurrent(pool), ...toTargets(pool) };
  note(world, 'PoolResizeStartEvent', present(body));
}

export function noteResizeComplete(world: World, pool: PoolRecord, startedAt: string): void {
  const [problem] = pool.resizeErrors;
  const body = {
    ...toPoolBody(pool),
    ...toCurrent(pool),
    ...toTargets(pool),
    startTime: toBareTime(startedAt),
    endTime: toBareTime(world.time()),
    resultCode: findText(problem, 'code') ?? 'Success',
    resultMessage: findText(problem, 'message') ?? 'The operation succeeded',
  };
  note(world, 'PoolResizeCompleteEvent', present(body));
}

export function notePoolDeletion(world: World, pool: PoolRecord, isOver: boolean): void {
  const times = isOver ? { startTime: toBareTime(pool.stateTransitionTime), endTime: toBareTime(world.time()) } : {};
  note(world, isOver ? 'PoolDeleteCompleteEvent' : 'PoolDeleteStartEvent', { id: pool.id, ...times });
}

export function noteAutoscale(world: World, pool: PoolRecord, run: WireObject): void {
  const { code, message } = findObject(run, 'error') ?? {};
  const body = {
    id: pool.id,
    timestamp: findText(run, 'timestamp'),
    formula: findText(pool.spec, 'autoScaleFormula'),
    results: findText(run, 'results'),
    error: code === undefined ? undefined : { code, message },
  };
  note(world, 'PoolAutoScaleEvent', present(body));
}

/** Records that a job was deleted. Only metrics count these events. */
export function noteJobDeleted(world: World, job: JobRecord): void {
  note(world, 'JobDeleteCompleteEvent', { jobId: job.id });
}

/** Records that a node has entered its current state, or has left its pool. */
export function noteNode(world: World, node: NodeRecord, hasLeft = false, atMs = world.clock.now()): void {
  const { id: nodeId, isDedicated, state } = node;
  const moment = { atMs, nodeId: `${node.pool.id}/${nodeId}`, isDedicated, state: hasLeft ? undefined : state };
  world.events.add('node', moment);
}

function toPoolBody(pool: PoolRecord): WireObject {
  return {
    id: pool.id,
    displayName: findText(pool.spec, 'displayName'),
    enableAutoScale: findFlag(pool.spec, 'enableAutoScale') ?? false,
    isAutoPool: false,
  };
}

function toTargets({ targetDedicatedNodes, targetLowPriorityNodes }: PoolRecord): WireObject {
  return { targetDedicatedNodes, targetLowPriorityNodes };
}

function toCurrent({ nodes }: PoolRecord): WireObject {
  const all = [...nodes.values()];
  const currentDedicatedNodes = all.filter(({ isDedicated }) => isDedicated).length;
  return { currentDedicatedNodes, currentLowPriorityNodes: all.length - currentDedicatedNodes };
}

/** Times of pool events have no time zone: `2019-08-22 20:50:59.522`. */
function toBareTime(iso: string): string {
  return new Date(timeMs(iso)).toISOString().replace('T', ' ').replace('Z', '');
}
