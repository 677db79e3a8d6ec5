import type { ServiceEvent } from '../../core/model/monitor.ts';
import type { FailedTask } from './findGoodRun.ts';

/** Reconstructs the last run of a deleted task from its events, which are ordered by time, newest first. */
export function toRecordedRun(events: readonly ServiceEvent[]): FailedTask | undefined {
  const end = events.find(({ kind }) => kind === 'taskFail') ?? events.find(({ kind }) => kind === 'taskComplete');
  const { jobId, taskId } = end ?? {};
  if (end === undefined || jobId === undefined || taskId === undefined) return undefined;
  const { poolId, nodeId, startTime, exitCode, retryCount = 0, requeueCount = 0 } = end;
  const hasFailed = end.kind === 'taskFail' || (exitCode ?? 0) !== 0;
  const creationTime = events.at(-1)?.at ?? end.at;
  return {
    isRecorded: true,
    task: {
      id: taskId,
      state: 'completed',
      creationTime,
      ...(poolId === undefined ? {} : { nodeInfo: { poolId, ...(nodeId === undefined ? {} : { nodeId }) } }),
      executionInfo: {
        ...(startTime === undefined ? {} : { startTime }),
        endTime: end.endTime ?? end.at,
        ...(exitCode === undefined ? {} : { exitCode }),
        retryCount,
        requeueCount,
        result: hasFailed ? 'failure' : 'success',
      },
    },
    job: { id: jobId, creationTime, ...(poolId === undefined ? {} : { poolInfo: { poolId } }) },
  };
}
