import type { Task } from '../../../core/model/task.ts';
import type { AccountSnapshot, Scope } from '../../../service/store/accountStore.ts';
import { findById } from '../../lists/findById.ts';
import { toTaskScopes } from '../../lists/taskCount.ts';
import type { ExplorerPlace, PlaceOf } from './treeNode.ts';

/** Lists the scopes that must be loaded before the rows below `place` are known. */
export function toScopes(place: ExplorerPlace): readonly Scope[] {
  switch (place.kind) {
    case 'account':
      return [{ kind: 'pools' }, { kind: 'jobs' }];
    case 'pools':
      return [{ kind: 'pools' }];
    case 'jobs':
      return [{ kind: 'jobs' }];
    case 'jobSchedules':
      return [{ kind: 'jobSchedules' }];
    case 'jobSchedule':
      return [{ kind: 'scheduleJobs', scheduleId: place.scheduleId }];
    case 'pool':
    case 'nodeGroup':
    case 'recentTasks':
      return [{ kind: 'nodes', poolId: place.poolId }];
    case 'nodeFiles':
      return [{ kind: 'nodeFiles', poolId: place.poolId, nodeId: place.nodeId, path: '' }];
    case 'nodeFile':
      return [{ kind: 'nodeFiles', poolId: place.poolId, nodeId: place.nodeId, path: place.path }];
    case 'jobTask':
      return toFolderScopes(place);
    case 'taskGroup':
      return toTaskScopes(place.jobId, place.group);
    case 'subtask':
      return toFolderScopes(place);
    case 'subtasks':
    case 'dependencies':
      return [{ kind: place.kind, jobId: place.jobId, taskId: place.taskId }];
    case 'task':
      // A task that has not started has no files.
      return place.group === 'active'
        ? []
        : [{ kind: 'taskFiles', jobId: place.jobId, taskId: place.taskId, path: '' }];
    case 'taskFile':
      return [{ kind: 'taskFiles', jobId: place.jobId, taskId: place.taskId, path: place.path }];
    case 'preparation':
      return [{ kind: 'preparation', jobId: place.jobId }];
    default:
      return [];
  }
}

/** Returns the scope of a run's files in its folder on a node; empty without a folder. */
function toFolderScopes({ poolId, nodeId, folder }: PlaceOf<'jobTask' | 'subtask'>): readonly Scope[] {
  return folder === '' ? [] : [{ kind: 'nodeFiles', poolId, nodeId, path: folder }];
}

/** Finds the task of a row in the loaded list of its group. */
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
