import type { TaskRecord } from '../state/records.ts';
import { findText } from '../state/wire.ts';
import type { World } from '../state/world.ts';
import { requestSchedulingOn } from './schedulingRequests.ts';
import { moveTask } from './taskStates.ts';

/**
 * Reactivates a failed task. Exit code, failure, and times are cleared and the retries start from zero; the requeue
 * count stays. Batch documentation: reactivate task.
 */
export function reactivateTask(world: World, task: TaskRecord): void {
  const { requeueCount, lastRequeueTime } = task.executionInfo;
  task.nodeInfo = undefined;
  moveTask(world, task, 'active', {
    retryCount: 0,
    requeueCount,
    ...(lastRequeueTime === undefined ? {} : { lastRequeueTime }),
  });
  world.renew(task);
  requestSchedulingOn(world, findText(task.job.executionInfo, 'poolId'));
}
