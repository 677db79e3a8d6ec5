import type { CommandRun } from '../executors/executor.ts';
import { type RunResult, taskDiskFull } from '../executors/outcome.ts';
import type { ActiveRun, AuxiliaryTaskInfo, NodeRecord } from '../state/records.ts';
import { isoTime } from '../state/time.ts';
import type { WireObject } from '../state/wire.ts';
import type { World } from '../state/world.ts';
import { toAuxiliaryFailureInfo } from './completion.ts';
import { closedContainer, openContainer } from './containers.ts';
import { noteSpecialTask } from './events.ts';
import { RunLimit } from './runLimit.ts';

/** A start, job preparation, or job release task to run on a node, with its retries. */
export interface AuxiliaryTask {
  readonly node: NodeRecord;
  readonly spec: WireObject;
  readonly maxTaskRetryCount: number;
  /** The task's names in events. */
  readonly named: Parameters<typeof noteSpecialTask>[2];
  /** Folder, for tasks that show it on the wire; start tasks do not. */
  readonly folder?: Pick<AuxiliaryTaskInfo, 'taskRootDirectory' | 'taskRootDirectoryUrl'>;
  /** Maximum duration of each attempt, in milliseconds. */
  readonly limitMs?: number;
  /** Returns the command of the next attempt, which ends when the signal is aborted. */
  command(signal: AbortSignal): CommandRun;
  /** Called whenever the information on the wire has changed. */
  onUpdate(info: AuxiliaryTaskInfo): void;
}

/**
 * Runs the task until it succeeds or its retries are used up. Resolves to whether it succeeded; false also if the node
 * was rebooted or removed in the meantime.
 */
export function runAuxiliaryTask(world: World, task: AuxiliaryTask): Promise<boolean> {
  const run: ActiveRun = {
    node: task.node,
    slots: 0,
    task: undefined,
    abort: new AbortController(),
    isOver: false,
    done: Promise.resolve(),
  };
  task.node.runs.add(run);
  const outcome = attempts(world, task, run).finally(() => task.node.runs.delete(run));
  run.done = outcome;
  return outcome;
}

async function attempts(world: World, task: AuxiliaryTask, run: ActiveRun): Promise<boolean> {
  let info: AuxiliaryTaskInfo = { state: 'running', startTime: world.time(), ...task.folder, retryCount: 0 };
  for (;;) {
    const container = openContainer(world, task.node, task.spec);
    const { containerInfo: _former, ...rest } = info;
    info = container?.info === undefined ? rest : { ...rest, containerInfo: container.info };
    task.onUpdate(info);
    const failure = container?.failure ?? (task.node.isDiskFull ? taskDiskFull : undefined);
    const result = failure === undefined ? await runOnce(world, task, run) : { failure };
    if (result === undefined || run.isOver) return false;
    if (isFinal(result, info.retryCount, task.maxTaskRetryCount)) return complete(world, task, info, result);
    const lastRetryTime = world.time();
    info = { ...info, startTime: lastRetryTime, retryCount: info.retryCount + 1, lastRetryTime };
  }
}

async function runOnce(world: World, task: AuxiliaryTask, run: ActiveRun): Promise<RunResult | undefined> {
  const { machine } = task.node;
  const limitMs = task.limitMs ?? Number.POSITIVE_INFINITY;
  return machine && new RunLimit(world).run(machine, task.command(run.abort.signal), limitMs);
}

function isFinal(result: RunResult, retryCount: number, limit: number): boolean {
  const hasSucceeded = toAuxiliaryFailureInfo(result) === undefined;
  const mayRetry = result.exitCode !== undefined && (limit === -1 || retryCount < limit);
  return hasSucceeded || !mayRetry;
}

function complete(world: World, task: AuxiliaryTask, info: AuxiliaryTaskInfo, result: RunResult): boolean {
  const failureInfo = toAuxiliaryFailureInfo(result);
  const { containerInfo } = info;
  const completed: AuxiliaryTaskInfo = {
    ...info,
    state: 'completed',
    endTime: world.time(),
    ...(result.exitCode === undefined ? {} : { exitCode: result.exitCode }),
    ...(containerInfo === undefined ? {} : { containerInfo: closedContainer(containerInfo) }),
    ...(failureInfo === undefined ? {} : { failureInfo }),
    result: failureInfo === undefined ? 'success' : 'failure',
  };
  task.onUpdate(completed);
  noteSpecialTask(world, task.node, task.named, completed);
  return failureInfo === undefined;
}

/** Returns the information on the wire about a completed run without retries. */
export function toPastInfo(result: RunResult & { readonly durationMs: number }, endedMs: number): AuxiliaryTaskInfo {
  const failureInfo = toAuxiliaryFailureInfo(result);
  return {
    state: 'completed',
    startTime: isoTime(endedMs - result.durationMs),
    endTime: isoTime(endedMs),
    ...(result.exitCode === undefined ? {} : { exitCode: result.exitCode }),
    ...(failureInfo === undefined ? {} : { failureInfo }),
    retryCount: 0,
    result: failureInfo === undefined ? 'success' : 'failure',
  };
}
