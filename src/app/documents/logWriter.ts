import { BatchError } from '../../core/model/batchError.ts';
import type { ComputeNode } from '../../core/model/computeNode.ts';
import type { FileResource } from '../../core/model/resource.ts';
import type { Task } from '../../core/model/task.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { toStamp } from '../evidence/findTask.ts';
import type { LogWriter } from './logFollower.ts';

/** Matches the files of a start task (Batch documentation: "Files and directories on a node"). */
const startTaskFile = /^startup\//;

/**
 * Gets the writer of a task's file or a start task's file; undefined for other files of nodes. Throws the service's
 * errors, except that a deleted task or node counts as an ended writer.
 */
export async function getLogWriter(
  { service }: Pick<AccountStore, 'service'>,
  resource: FileResource,
): Promise<LogWriter | undefined> {
  try {
    if (resource.kind === 'taskFile') return ofTask(await service.tasks.getTask(resource.jobId, resource.taskId));
    if (!startTaskFile.test(resource.path)) return undefined;
    return ofStartTask(await service.nodes.getNode(resource.poolId, resource.nodeId));
  } catch (error) {
    if (!BatchError.is(error) || error.status !== 404) throw error;
    return { isRunning: false, stamp: 'gone', endedAt: new Date(0).toISOString() };
  }
}

function ofTask(task: Task): LogWriter {
  const { state, executionInfo: { endTime } = {}, stateTransitionTime } = task;
  const endedAt = state === 'completed' ? (endTime ?? stateTransitionTime) : undefined;
  return { isRunning: state === 'running', stamp: toStamp(task), endedAt };
}

function ofStartTask({ state, startTaskInfo }: ComputeNode): LogWriter | undefined {
  if (startTaskInfo === undefined) return undefined;
  const { endTime, startTime, retryCount } = startTaskInfo;
  const isRunning = startTaskInfo.state === 'running' || state === 'waitingforstarttask';
  const stamp = JSON.stringify([state, startTime, endTime, retryCount]);
  return { isRunning, stamp, endedAt: isRunning ? undefined : endTime };
}
