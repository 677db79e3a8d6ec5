import { isSubtaskFailed } from '../../../core/model/subtask.ts';
import { isFailed, type Task } from '../../../core/model/task.ts';
import { countDependencies, isBlocking } from '../../../core/relations/taskDependencies.ts';
import type { AccountSnapshot } from '../../../service/store/accountStore.ts';
import { findTask } from './scopes.ts';
import type { ExplorerPlace, PlaceOf } from './treeNode.ts';

/** Lists the rows of a task above its files: its dependencies and its subtasks. */
export function toTaskParts(place: PlaceOf<'task'>, snapshot: AccountSnapshot): readonly ExplorerPlace[] {
  const { jobId, taskId, group } = place;
  const task = findTask(snapshot, place);
  if (group === 'active') return task?.dependsOn === undefined ? [] : [{ kind: 'dependencies', jobId, taskId }];
  return (task?.multiInstanceSettings?.numberOfInstances ?? 1) > 1 ? [{ kind: 'subtasks', jobId, taskId }] : [];
}

/** Lists the subtasks of a task, failed ones first, then by number. */
export function toSubtasks(
  { jobId, taskId }: PlaceOf<'subtasks'>,
  snapshot: AccountSnapshot,
): readonly PlaceOf<'subtask'>[] {
  return [...snapshot.slice({ kind: 'subtasks', jobId, taskId }).items]
    .sort((one, other) => Number(isSubtaskFailed(other)) - Number(isSubtaskFailed(one)) || one.id - other.id)
    .map(({ id, nodeInfo }) => ({
      kind: 'subtask',
      jobId,
      taskId,
      subtaskId: id,
      poolId: nodeInfo?.poolId ?? '',
      nodeId: nodeInfo?.nodeId ?? '',
      folder: nodeInfo?.taskRootDirectory ?? '',
    }));
}

/** Finds a waiting task in the loaded list. */
export function findWaiting(snapshot: AccountSnapshot, jobId: string, taskId: string): Task | undefined {
  return findTask(snapshot, { jobId, taskId, group: 'active' });
}

/** The loaded dependencies that explain why a task waits. */
export interface Dependencies {
  /** Tasks that have not succeeded, failed ones first. */
  readonly blocking: readonly Task[];
  readonly missing: readonly string[];
  /** True if the existence of the tasks was checked, which is not done for very many tasks. */
  readonly isChecked: boolean;
}

export function findDependencies(
  { jobId, taskId }: Pick<PlaceOf<'dependencies'>, 'jobId' | 'taskId'>,
  snapshot: AccountSnapshot,
): Dependencies {
  const { items, hasMore, loadedAt } = snapshot.slice({ kind: 'dependencies', jobId, taskId });
  const total = countDependencies(findWaiting(snapshot, jobId, taskId)?.dependsOn ?? {});
  return {
    blocking: items.filter((task) => task.isMissing !== true && isBlocking(task)).sort(failedFirst),
    missing: items.filter(({ isMissing }) => isMissing).map(({ id }) => id),
    isChecked: loadedAt !== undefined && !hasMore && items.length >= total,
  };
}

/** Lists the tasks that a task depends on. Failed and nonexistent tasks, which will never succeed, come first. */
export function toDependencies(place: PlaceOf<'dependencies'>, snapshot: AccountSnapshot): readonly ExplorerPlace[] {
  const { jobId, taskId: waitingId } = place;
  const { blocking, missing } = findDependencies(place, snapshot);
  const failed = blocking.filter(isFailed);
  const toPlace = ({ id }: Task): ExplorerPlace => ({ kind: 'dependency', jobId, taskId: id, waitingId });
  return [
    ...failed.map(toPlace),
    ...missing.map((taskId): ExplorerPlace => ({ kind: 'missingTask', jobId, taskId })),
    ...blocking.filter((task) => !isFailed(task)).map(toPlace),
  ];
}

function failedFirst(one: Task, other: Task): number {
  return Number(isFailed(other)) - Number(isFailed(one)) || byNumber(one.id, other.id);
}

/** Compares IDs so that the numbers in them sort by value. */
function byNumber(one: string, other: string): number {
  return one.localeCompare(other, undefined, { numeric: true });
}
