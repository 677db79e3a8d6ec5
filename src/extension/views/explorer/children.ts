import type { Job } from '../../../core/model/job.ts';
import type { NodeFile } from '../../../core/model/nodeFile.ts';
import type { AccountSnapshot, Scope, Slice } from '../../../service/store/accountStore.ts';
import { nodeGroups, toNodeGroup } from './nodeGroups.ts';
import { byJobUrgency, byNodeName, byPoolUrgency, byRecency } from './order.ts';
import { countTasks } from './taskCount.ts';
import type { EmptyOf, Place, PlaceOf, ShownTaskGroup } from './treeNode.ts';

/** Groups of tasks in order of display. */
export const shownTaskGroups: readonly ShownTaskGroup[] = ['failed', 'running', 'active', 'succeeded'];

/** What has to be loaded before the rows below `place` are known. */
export function toScopes(place: Place): readonly Scope[] {
  switch (place.kind) {
    case 'account':
      return [{ kind: 'pools' }, { kind: 'jobs' }];
    case 'pools':
      return [{ kind: 'pools' }];
    case 'jobs':
      return [{ kind: 'jobs' }];
    case 'pool':
    case 'nodeGroup':
    case 'recentTasks':
      return [{ kind: 'nodes', poolId: place.poolId }];
    case 'nodeFiles':
      return [{ kind: 'nodeFiles', poolId: place.poolId, nodeId: place.nodeId, path: '' }];
    case 'nodeFile':
      return [{ kind: 'nodeFiles', poolId: place.poolId, nodeId: place.nodeId, path: place.path }];
    case 'taskGroup':
      return toTaskScopes(place.jobId, place.group);
    case 'task':
      return [{ kind: 'taskFiles', jobId: place.jobId, taskId: place.taskId, path: '' }];
    case 'taskFile':
      return [{ kind: 'taskFiles', jobId: place.jobId, taskId: place.taskId, path: place.path }];
    case 'preparation':
      return [{ kind: 'preparation', jobId: place.jobId }];
    default:
      return [];
  }
}

/** The lists that make up a group of tasks. */
export function toTaskScopes(jobId: string, group: ShownTaskGroup): readonly Extract<Scope, { kind: 'tasks' }>[] {
  const own = { kind: 'tasks', jobId, group } as const;
  return group === 'running' ? [own, { kind: 'tasks', jobId, group: 'preparing' }] : [own];
}

/**
 * The rows below `place`, worst first: a pure projection of what is known. A list that failed to load begins with a
 * row that says so, a list that has more ends with one that loads it.
 */
export function toChildren(place: Place, snapshot: AccountSnapshot): readonly Place[] {
  if (place.kind === 'account') return [{ kind: 'pools' }, { kind: 'jobs' }];
  const slices = toScopes(place).map((scope) => ({ scope, slice: snapshot.slice(scope) }));
  const errors = slices.flatMap(({ scope, slice }): Place[] =>
    slice.error === undefined ? [] : [{ kind: 'error', scope }],
  );
  const more = slices.flatMap(({ scope, slice }): Place[] => (slice.hasMore ? [{ kind: 'more', scope }] : []));
  const items = toItems(place, snapshot);
  const isEmpty = items.length + errors.length + more.length === 0 && isKnown(place, snapshot);
  const empty = isEmpty ? toEmpty(place) : undefined;
  return empty === undefined ? [...errors, ...items, ...more] : [{ kind: 'empty', of: empty }];
}

/** Whether the rows below `place` have been loaded, so that none means there are none. */
function isKnown(place: Place, snapshot: AccountSnapshot): boolean {
  if (place.kind === 'job') return snapshot.taskCounts.has(place.jobId);
  return toScopes(place).every((scope) => snapshot.slice(scope).loadedAt !== undefined);
}

function toEmpty(place: Place): EmptyOf | undefined {
  switch (place.kind) {
    case 'pools':
    case 'jobs':
    case 'preparation':
      return place.kind;
    case 'pool':
      return 'nodes';
    case 'job':
    case 'taskGroup':
    case 'recentTasks':
      return 'tasks';
    case 'task':
    case 'taskFile':
    case 'nodeFile':
    case 'nodeFiles':
      return 'files';
    default:
      return undefined;
  }
}

function toItems(place: Place, snapshot: AccountSnapshot): readonly Place[] {
  switch (place.kind) {
    case 'pools':
      return [...snapshot.slice({ kind: 'pools' }).items]
        .sort(byPoolUrgency(snapshot))
        .map(({ id }) => ({ kind: 'pool', poolId: id }));
    case 'jobs':
      return [...snapshot.slice({ kind: 'jobs' }).items]
        .sort(byJobUrgency(snapshot))
        .map(({ id }) => ({ kind: 'job', jobId: id }));
    case 'pool':
      return toNodeGroups(place, snapshot);
    case 'nodeGroup':
      return toNodes(place, snapshot);
    case 'node':
      return toNodeParts(place, snapshot);
    case 'recentTasks':
      return toRecentTasks(place, snapshot);
    case 'job':
      return toTaskGroups(place, snapshot);
    case 'taskGroup':
      return toTasks(place, snapshot);
    case 'preparation':
      return snapshot
        .slice({ kind: 'preparation', jobId: place.jobId })
        .items.flatMap(({ poolId, nodeId }) =>
          poolId === undefined || nodeId === undefined
            ? []
            : [{ kind: 'preparationNode', jobId: place.jobId, poolId, nodeId }],
        );
    default:
      return toFiles(place, snapshot);
  }
}

function toNodeGroups({ poolId }: PlaceOf<'pool'>, snapshot: AccountSnapshot): readonly Place[] {
  const present = new Set(snapshot.slice({ kind: 'nodes', poolId }).items.map(toNodeGroup));
  return nodeGroups.filter((group) => present.has(group)).map((group) => ({ kind: 'nodeGroup', poolId, group }));
}

function toNodes({ poolId, group }: PlaceOf<'nodeGroup'>, snapshot: AccountSnapshot): readonly Place[] {
  const { items } = snapshot.slice({ kind: 'nodes', poolId });
  return items
    .filter((node) => toNodeGroup(node) === group)
    .sort(byNodeName(items))
    .map((node) => ({ kind: 'node', poolId, nodeId: node.id }));
}

function toNodeParts({ poolId, nodeId }: PlaceOf<'node'>, snapshot: AccountSnapshot): readonly Place[] {
  const node = snapshot.slice({ kind: 'nodes', poolId }).items.find(({ id }) => id === nodeId);
  const files: Place = { kind: 'nodeFiles', poolId, nodeId };
  return (node?.recentTasks ?? []).length === 0 ? [files] : [{ kind: 'recentTasks', poolId, nodeId }, files];
}

function toRecentTasks({ poolId, nodeId }: PlaceOf<'recentTasks'>, snapshot: AccountSnapshot): readonly Place[] {
  const node = snapshot.slice({ kind: 'nodes', poolId }).items.find(({ id }) => id === nodeId);
  const found = new Map<string, Place>();
  for (const { jobId, taskId } of node?.recentTasks ?? []) {
    if (jobId === undefined || taskId === undefined) continue;
    found.set(JSON.stringify([jobId, taskId]), { kind: 'recentTask', poolId, nodeId, jobId, taskId });
  }
  return [...found.values()];
}

function toTaskGroups({ jobId }: PlaceOf<'job'>, snapshot: AccountSnapshot): readonly Place[] {
  const groups = shownTaskGroups.filter((group) => countTasks(snapshot, jobId, group) !== 0);
  const places: Place[] = groups.map((group) => ({ kind: 'taskGroup', jobId, group }));
  const job = findJob(snapshot, jobId);
  if (job?.jobPreparationTask !== undefined) places.push({ kind: 'preparation', jobId });
  return places;
}

function toTasks({ jobId, group }: PlaceOf<'taskGroup'>, snapshot: AccountSnapshot): readonly Place[] {
  return toTaskScopes(jobId, group)
    .flatMap((scope) => snapshot.slice(scope).items)
    .sort(byRecency)
    .map((task) => ({ kind: 'task', jobId, taskId: task.id, group }));
}

/** Folders first, then files, each by name. */
function toFiles(place: Place, snapshot: AccountSnapshot): readonly Place[] {
  const sorted = (slice: Slice<NodeFile>): readonly NodeFile[] =>
    [...slice.items].sort(
      (one, other) => Number(other.isDirectory) - Number(one.isDirectory) || one.name.localeCompare(other.name),
    );
  if (place.kind === 'task' || (place.kind === 'taskFile' && place.isDirectory)) {
    const { jobId, taskId } = place;
    const path = place.kind === 'task' ? '' : place.path;
    return sorted(snapshot.slice({ kind: 'taskFiles', jobId, taskId, path })).map(({ name, isDirectory }) => ({
      kind: 'taskFile',
      jobId,
      taskId,
      path: name,
      isDirectory,
    }));
  }
  if (place.kind === 'nodeFiles' || (place.kind === 'nodeFile' && place.isDirectory)) {
    const { poolId, nodeId } = place;
    const path = place.kind === 'nodeFiles' ? '' : place.path;
    return sorted(snapshot.slice({ kind: 'nodeFiles', poolId, nodeId, path })).map(({ name, isDirectory }) => ({
      kind: 'nodeFile',
      poolId,
      nodeId,
      path: name,
      isDirectory,
    }));
  }
  return [];
}

/** The job of an id, if it is loaded. */
export function findJob(snapshot: AccountSnapshot, jobId: string): Job | undefined {
  return snapshot.slice({ kind: 'jobs' }).items.find(({ id }) => id === jobId);
}
