import type { NodeFile } from '../../../core/model/nodeFile.ts';
import type { AccountSnapshot } from '../../../service/store/accountStore.ts';
import { findJob } from '../../lists/findById.ts';
import { newestTasksFirst } from '../../lists/newestTasks.ts';
import { nodeGroups, toNodeGroup } from '../../lists/nodeGroups.ts';
import { countTasks, shownTaskGroups, toTaskScopes } from '../../lists/taskCount.ts';
import { findRun, findStatus, isAnyRunFailed, jobTasks } from './jobTasks.ts';
import { byJobUrgency, byNodeName, byPoolUrgency, byScheduleUrgency } from './order.ts';
import { toScopes } from './scopes.ts';
import { type FindCauses, noCauses, toCausePlaces, toTasksOfCause } from './taskCauses.ts';
import { toDependencies, toSubtasks, toTaskParts } from './taskParts.ts';
import type { EmptyOf, ExplorerPlace, PlaceOf } from './treeNode.ts';

/**
 * Lists the rows below `place`, worst first, based only on the snapshot. A list that failed to load, or has damaged
 * items, starts with a row about this. A list with more items ends with a row that loads them. An unknown list starts
 * with "Loading…" if it `isLate`.
 */
export function toChildren(
  place: ExplorerPlace,
  snapshot: AccountSnapshot,
  findCauses: FindCauses = noCauses,
  isLate = false,
): readonly ExplorerPlace[] {
  if (place.kind === 'account') return [{ kind: 'pools' }, { kind: 'jobs' }, { kind: 'jobSchedules' }];
  const slices = toScopes(place).map((scope) => ({ scope, slice: snapshot.slice(scope) }));
  const errors = slices.flatMap(({ scope, slice }): ExplorerPlace[] =>
    slice.error === undefined || (isLate && slice.loading) ? [] : [{ kind: 'error', scope }],
  );
  const damaged = slices.flatMap(({ scope, slice }): ExplorerPlace[] =>
    slice.damaged === undefined || isPartOfList(place) ? [] : [{ kind: 'damaged', scope }],
  );
  const more = slices.flatMap(({ scope, slice }): ExplorerPlace[] => (slice.hasMore ? [{ kind: 'more', scope }] : []));
  const items = toItems(place, snapshot, findCauses);
  const isMissing = !isKnown(place, snapshot);
  if (isLate && isMissing) errors.unshift({ kind: 'loading' });
  const isEmpty = items.length + errors.length + damaged.length + more.length === 0 && !isMissing;
  const empty = isEmpty ? toEmpty(place) : undefined;
  return empty === undefined ? [...errors, ...damaged, ...items, ...more] : [{ kind: 'empty', of: empty }];
}

/** Checks whether `place` shows only some items of a list, whose damage is reported above it. */
function isPartOfList({ kind }: ExplorerPlace): boolean {
  return kind === 'nodeGroup' || kind === 'recentTasks';
}

/** Checks whether the rows below `place` have been loaded, so that an empty list means that there are none. */
function isKnown(place: ExplorerPlace, snapshot: AccountSnapshot): boolean {
  if (place.kind === 'job') return snapshot.taskCounts.has(place.jobId);
  return toScopes(place).every((scope) => snapshot.slice(scope).loadedAt !== undefined);
}

function toEmpty(place: ExplorerPlace): EmptyOf | undefined {
  switch (place.kind) {
    case 'pools':
    case 'jobs':
    case 'jobSchedules':
    case 'preparation':
      return place.kind;
    case 'jobSchedule':
      return 'scheduleJobs';
    case 'pool':
      return 'nodes';
    case 'job':
    case 'taskGroup':
    case 'recentTasks':
      return 'tasks';
    case 'subtasks':
    case 'dependencies':
      return place.kind;
    case 'task':
      return place.group === 'active' ? 'notStarted' : 'files';
    case 'subtask':
    case 'taskFile':
    case 'nodeFile':
    case 'nodeFiles':
    case 'jobTask':
      return 'files';
    default:
      return undefined;
  }
}

function toItems(place: ExplorerPlace, snapshot: AccountSnapshot, findCauses: FindCauses): readonly ExplorerPlace[] {
  switch (place.kind) {
    case 'pools':
      return [...snapshot.slice({ kind: 'pools' }).items]
        .sort(byPoolUrgency(snapshot))
        .map(({ id }) => ({ kind: 'pool', poolId: id }));
    case 'jobs':
      return [...snapshot.slice({ kind: 'jobs' }).items]
        .sort(byJobUrgency(snapshot))
        .map(({ id }) => ({ kind: 'job', jobId: id }));
    case 'jobSchedules':
      return [...snapshot.slice({ kind: 'jobSchedules' }).items]
        .sort(byScheduleUrgency(snapshot))
        .map(({ id }) => ({ kind: 'jobSchedule', scheduleId: id }));
    case 'jobSchedule':
      return [...snapshot.slice({ kind: 'scheduleJobs', scheduleId: place.scheduleId }).items]
        .sort(byJobUrgency(snapshot))
        .map(({ id }) => ({ kind: 'job', jobId: id }));
    case 'pool':
      return toNodeGroups(place, snapshot);
    case 'nodeGroup':
      return toNodeChildren(place, snapshot);
    case 'node':
      return toNodeParts(place, snapshot);
    case 'recentTasks':
      return toRecentTasks(place, snapshot);
    case 'job':
      return toTaskGroups(place, snapshot);
    case 'taskGroup':
      return (
        (place.group === 'failed' && toCausePlaces(place.jobId, findCauses(place.jobId))) || toTasks(place, snapshot)
      );
    case 'taskCause':
      return toTasksOfCause(place, findCauses(place.jobId));
    case 'preparation':
      return toPreparationNodes(place, snapshot);
    case 'task':
      return [...toTaskParts(place, snapshot), ...toFiles(place, snapshot)];
    case 'subtasks':
      return toSubtasks(place, snapshot);
    case 'dependencies':
      return toDependencies(place, snapshot);
    case 'preparationNode':
      return toJobTasks(place, snapshot);
    default:
      return toFiles(place, snapshot);
  }
}

function toTaskGroups({ jobId }: PlaceOf<'job'>, snapshot: AccountSnapshot): readonly ExplorerPlace[] {
  const groups = shownTaskGroups.filter((group) => countTasks(snapshot, jobId, group) !== 0);
  const places: ExplorerPlace[] = groups.map((group) => ({ kind: 'taskGroup', jobId, group }));
  const job = findJob(snapshot, jobId);
  if (job?.jobPreparationTask !== undefined) places.push({ kind: 'preparation', jobId });
  return places;
}

/** Lists the nodes that ran a preparation or release task, starting with the nodes on which one failed. */
function toPreparationNodes({ jobId }: PlaceOf<'preparation'>, snapshot: AccountSnapshot): readonly ExplorerPlace[] {
  const { items } = snapshot.slice({ kind: 'preparation', jobId });
  return [...items]
    .sort((one, other) => Number(isAnyRunFailed(other)) - Number(isAnyRunFailed(one)))
    .flatMap(({ poolId, nodeId }) =>
      poolId === undefined || nodeId === undefined ? [] : [{ kind: 'preparationNode', jobId, poolId, nodeId }],
    );
}

function toJobTasks(node: PlaceOf<'preparationNode'>, snapshot: AccountSnapshot): readonly ExplorerPlace[] {
  const { jobId, poolId, nodeId } = node;
  const status = findStatus(snapshot, jobId, node);
  if (status === undefined) return [];
  return jobTasks.flatMap((jobTask): ExplorerPlace[] => {
    const run = findRun(status, jobTask);
    const folder = run?.taskRootDirectory ?? '';
    return run === undefined ? [] : [{ kind: 'jobTask', jobId, poolId, nodeId, jobTask, folder }];
  });
}

function toTasks({ jobId, group }: PlaceOf<'taskGroup'>, snapshot: AccountSnapshot): readonly ExplorerPlace[] {
  const tasks = toTaskScopes(jobId, group).flatMap((scope) => snapshot.slice(scope).items);
  return newestTasksFirst(tasks).map((task) => ({ kind: 'task', jobId, taskId: task.id, group }));
}

/**
 * Lists the files below a task, a node, or one of their folders: files of an engine first, in their own order, then
 * folders, then files, each sorted by name.
 */
function toFiles(place: ExplorerPlace, snapshot: AccountSnapshot): readonly ExplorerPlace[] {
  if (place.kind === 'task' || (place.kind === 'taskFile' && place.isDirectory)) {
    const { jobId, taskId } = place;
    const { items } = snapshot.slice({ kind: 'taskFiles', jobId, taskId, path: toFolder(place) });
    return sort(items).map(({ name, isDirectory }) => ({ kind: 'taskFile', jobId, taskId, path: name, isDirectory }));
  }
  if (place.kind === 'jobTask' || place.kind === 'subtask')
    return place.folder === '' ? [] : toNodeFiles(place, place.folder, snapshot);
  if (place.kind === 'nodeFiles' || (place.kind === 'nodeFile' && place.isDirectory)) {
    return toNodeFiles(place, toFolder(place), snapshot);
  }
  return [];
}

function toNodeFiles(
  { poolId, nodeId }: { readonly poolId: string; readonly nodeId: string },
  folder: string,
  snapshot: AccountSnapshot,
): readonly ExplorerPlace[] {
  const { items } = snapshot.slice({ kind: 'nodeFiles', poolId, nodeId, path: folder });
  return sort(items).map(({ name, isDirectory }) => ({ kind: 'nodeFile', poolId, nodeId, path: name, isDirectory }));
}

function toFolder(place: ExplorerPlace): string {
  return 'path' in place ? place.path : '';
}

function sort(files: readonly NodeFile[]): readonly NodeFile[] {
  return [...files].sort(
    (one, other) =>
      Number(other.isOfEngine ?? false) - Number(one.isOfEngine ?? false) ||
      (one.isOfEngine === true
        ? 0
        : Number(other.isDirectory) - Number(one.isDirectory) || one.name.localeCompare(other.name)),
  );
}

function toNodeGroups({ poolId }: PlaceOf<'pool'>, snapshot: AccountSnapshot): readonly ExplorerPlace[] {
  const present = new Set(snapshot.slice({ kind: 'nodes', poolId }).items.map(toNodeGroup));
  return nodeGroups.filter((group) => present.has(group)).map((group) => ({ kind: 'nodeGroup', poolId, group }));
}

function toNodeChildren({ poolId, group }: PlaceOf<'nodeGroup'>, snapshot: AccountSnapshot): readonly ExplorerPlace[] {
  const nodes = snapshot.slice({ kind: 'nodes', poolId });
  return nodes.items
    .filter((node) => toNodeGroup(node) === group)
    .sort(byNodeName(nodes))
    .map((node) => ({ kind: 'node', poolId, nodeId: node.id }));
}

function toNodeParts({ poolId, nodeId }: PlaceOf<'node'>, snapshot: AccountSnapshot): readonly ExplorerPlace[] {
  const node = snapshot.slice({ kind: 'nodes', poolId }).items.find(({ id }) => id === nodeId);
  const files: ExplorerPlace = { kind: 'nodeFiles', poolId, nodeId };
  return (node?.recentTasks ?? []).length === 0 ? [files] : [{ kind: 'recentTasks', poolId, nodeId }, files];
}

function toRecentTasks(
  { poolId, nodeId }: PlaceOf<'recentTasks'>,
  snapshot: AccountSnapshot,
): readonly ExplorerPlace[] {
  const node = snapshot.slice({ kind: 'nodes', poolId }).items.find(({ id }) => id === nodeId);
  const found = new Map<string, ExplorerPlace>();
  for (const { jobId, taskId } of node?.recentTasks ?? []) {
    if (jobId === undefined || taskId === undefined) continue;
    found.set(JSON.stringify([jobId, taskId]), { kind: 'recentTask', poolId, nodeId, jobId, taskId });
  }
  return [...found.values()];
}
