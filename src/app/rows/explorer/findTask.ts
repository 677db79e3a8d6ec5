import type { Task } from '../../../core/model/task.ts';
import type { AccountSnapshot } from '../../../service/store/accountStore.ts';
import { findById } from '../../lists/findById.ts';
import { toTaskScopes } from '../../lists/taskCount.ts';

import type { PlaceOf } from './treeNode.ts';

/** The task of a row, as the lists of its group have it. */
export function findTask(
  snapshot: AccountSnapshot,
  { jobId, taskId, group }: Pick<PlaceOf<'task'>, 'jobId' | 'taskId' | 'group'>,
): Task | undefined {
  for (const scope of toTaskScopes(jobId, group)) {
    const task = findById(snapshot.slice(scope).items, taskId);
    if (task !== undefined) return task;
  }
  return undefined;
}
