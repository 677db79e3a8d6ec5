import type { CommandRun } from '../executors/executor.ts';
import { endedByService, type RunResult, taskDiskFull } from '../executors/outcome.ts';
import { findOs } from '../state/nodeOs.ts';
import type { ActiveRun, NodeRecord, TaskExecutionInfo, TaskRecord } from '../state/records.ts';
import { findNumber, findObject, findObjects, findTexts } from '../state/wire.ts';
import type { World } from '../state/world.ts';
import { jobEnvironment, preparationPaths, toCommand, toNodeInfo, toTaskRoot } from './commandRuns.ts';
import { completeTask, endedByRequest } from './completion.ts';
import { openContainer } from './containers.ts';
import { noteRequeue, noteScheduleFail, noteTaskStart } from './events.ts';
import { hasPreparation, prepareNode } from './jobPreparation.ts';
import { OtherInstances } from './multiInstance.ts';
import { refreshNode } from './nodeStates.ts';
import { RunLimit, toLimitMs } from './runLimit.ts';
import { requestScheduling } from './schedulingRequests.ts';
import { countRun, moveTask } from './taskStates.ts';

/** The state in which an interrupted run leaves its task. `recover` is a requeue that doesn't count. */
export type Interruption = 'requeue' | 'recover' | 'terminate' | 'forget';

/** The resources of a task in addition to its node. */
export interface Place {
  /** The nodes of the other instances of a multi-instance task. */
  readonly others: readonly NodeRecord[];
  readonly slots: number;
}

/**
 * Places a task on a node and runs it there, after job preparation if the job has one. A multi-instance task has
 * further nodes.
 */
export function startTaskRun(world: World, task: TaskRecord, node: NodeRecord, place: Place): void {
  const earlier = task.run?.done;
  const run: ActiveRun = {
    node,
    slots: place.slots,
    task,
    abort: new AbortController(),
    isOver: false,
    done: Promise.resolve(),
  };
  task.run = run;
  node.runs.add(run);
  const instances = new OtherInstances(world, task, node, place.others);
  if (instances.nodes.some((one) => hasPreparation(task.job, one))) {
    moveTask(world, task, 'preparing');
  } else {
    markRunning(world, task, node);
  }
  refreshNode(world, node);
  run.done = follow(world, run, task, instances, earlier).finally(() => {
    instances.release();
    node.runs.delete(run);
    refreshNode(world, node);
    requestScheduling(world, node.pool);
  });
}

async function follow(
  world: World,
  run: ActiveRun,
  task: TaskRecord,
  instances: OtherInstances,
  earlier: Promise<unknown> | undefined,
): Promise<void> {
  await earlier;
  if (task.state === 'preparing' && !run.isOver) {
    const isPrepared = await prepareAll(world, task, instances.nodes);
    if (run.isOver) return;
    if (!isPrepared) {
      giveBack(world, run, task);
      return;
    }
    markRunning(world, task, run.node);
  }
  for (;;) {
    const result = run.isOver ? undefined : await attempt(world, run, task, instances);
    if (run.isOver || result === undefined) return;
    if (!mayRetry(task, result)) {
      run.isOver = true;
      completeTask(world, task, result, run.node);
      return;
    }
    countRun(world, task);
    const retryCount = task.executionInfo.retryCount + 1;
    const lastRetryTime = world.time();
    task.executionInfo = { ...task.executionInfo, startTime: lastRetryTime, retryCount, lastRetryTime };
    noteTaskStart(world, task);
  }
}

/** Makes a task active again after job preparation has failed, so that it waits for another node. */
function giveBack(world: World, run: ActiveRun, task: TaskRecord): void {
  run.isOver = true;
  task.nodeInfo = undefined;
  moveTask(world, task, 'active');
  noteScheduleFail(world, task, run.node);
}

function markRunning(world: World, task: TaskRecord, node: NodeRecord): void {
  task.nodeInfo = toNodeInfo(world, toTaskRoot(task), node.pool.id, node.id);
  task.filesRemoved = false;
  moveTask(world, task, 'running', { ...task.executionInfo, startTime: world.time() });
}

async function prepareAll(world: World, task: TaskRecord, nodes: readonly NodeRecord[]): Promise<boolean> {
  const outcomes = await Promise.all(nodes.map((node) => prepareNode(world, task.job, node)));
  return outcomes.every((isPrepared) => isPrepared);
}

async function attempt(
  world: World,
  run: ActiveRun,
  task: TaskRecord,
  instances: OtherInstances,
): Promise<RunResult | undefined> {
  const container = openContainer(world, run.node, task.spec);
  const { containerInfo: _former, ...info } = task.executionInfo;
  task.executionInfo = container?.info === undefined ? info : { ...info, containerInfo: container.info };
  world.touch(task);
  if (container?.failure !== undefined) return { failure: container.failure };
  const failure = await instances.coordinate(run);
  if (failure !== undefined || run.isOver) return failure;
  if (run.node.isDiskFull) return { failure: taskDiskFull };
  const index = task.attempts;
  task.attempts += 1;
  world.touch(task);
  const { machine } = run.node;
  if (machine === undefined) return undefined;
  const limit = new RunLimit(world);
  run.limit = limit;
  return limit.run(machine, taskCommand(world, run, task, instances, index), toLimitMs(task.spec));
}

function taskCommand(
  world: World,
  run: ActiveRun,
  task: TaskRecord,
  instances: OtherInstances,
  attemptIndex: number,
): CommandRun {
  const command = toCommand(world, run.node, task.spec, run.abort.signal);
  return {
    ...command,
    kind: 'task',
    jobId: task.job.id,
    taskId: task.id,
    attempt: attemptIndex,
    rootDirectory: toTaskRoot(task),
    pathSettings: { ...preparationPaths(task.job), ...instances.pathSettings },
    environment: {
      ...command.environment,
      ...jobEnvironment(task.job, task.id, task.spec),
      ...instances.environment(run.node),
      ...tokenFor(world, task),
    },
    outputFiles: findObjects(task.spec, 'outputFiles'),
  };
}

/** Batch documentation: the token with which a task can use the service by itself, if it asked for one. */
function tokenFor(world: World, task: TaskRecord): Readonly<Record<string, string>> {
  const isWanted = findTexts(findObject(task.spec, 'authenticationTokenSettings'), 'access').includes('job');
  return isWanted ? { AZ_BATCH_AUTHENTICATION_TOKEN: world.issueJobToken(task.job.id) } : {};
}

/** Only nonzero exit codes are retried: not failures before the start, failed uploads, or runs that were ended. */
function mayRetry(task: TaskRecord, result: RunResult): boolean {
  const code = result.failure?.code ?? 'FailureExitCode';
  if (result.exitCode === undefined || result.exitCode === 0 || code !== 'FailureExitCode') return false;
  const limit = findNumber(findObject(task.spec, 'constraints'), 'maxTaskRetryCount') ?? 0;
  return limit === -1 || task.executionInfo.retryCount < limit;
}

/** Interrupts a run. The task changes its state at once; the node's slots are free when its processes have ended. */
export function interruptRun(world: World, run: ActiveRun, how: Interruption): void {
  const { task } = run;
  if (run.isOver) return;
  run.isOver = true;
  run.abort.abort();
  if (task?.run !== undefined && task.run !== run) {
    // The node of another instance is lost, so the whole task cannot continue.
    interruptRun(world, task.run, how);
    return;
  }
  if (task === undefined || how === 'forget') return;
  if (how === 'terminate') {
    // A program that was running has the exit code that its system gives to killed processes.
    const hasStarted = task.state === 'running';
    completeTask(world, task, hasStarted ? endedByService(findOs(run.node)) : endedByRequest, run.node);
    return;
  }
  returnToQueue(world, task, how === 'requeue');
  requestScheduling(world, run.node.pool);
}

/** Makes a task active again that was running, or about to run, in an earlier run of the simulator. */
export function recoverTask(world: World, task: TaskRecord): void {
  returnToQueue(world, task, false);
}

function returnToQueue(world: World, task: TaskRecord, isCounted: boolean): void {
  const { executionInfo, nodeInfo } = task;
  moveTask(world, task, 'active', requeuedInfo(world, task, isCounted));
  task.nodeInfo = undefined;
  noteRequeue(world, task, { ...executionInfo, endTime: world.time() }, nodeInfo);
}

function requeuedInfo(world: World, task: TaskRecord, isCounted: boolean): TaskExecutionInfo {
  const { retryCount, lastRetryTime, requeueCount, lastRequeueTime } = task.executionInfo;
  const requeuedAt = isCounted ? world.time() : lastRequeueTime;
  return {
    retryCount,
    requeueCount: requeueCount + (isCounted ? 1 : 0),
    ...(lastRetryTime === undefined ? {} : { lastRetryTime }),
    ...(requeuedAt === undefined ? {} : { lastRequeueTime: requeuedAt }),
  };
}
