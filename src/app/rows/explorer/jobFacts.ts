import type { AccountSnapshot, AccountStore, Slice } from '../../../service/store/accountStore.ts';
import { findJob } from '../../lists/findById.ts';
import { loadOnce } from '../../lists/loadOnce.ts';
import { mayPrepare, toTaskScopes } from '../../lists/taskCount.ts';
import { toChildren } from './children.ts';
import type { PlaceOf } from './treeNode.ts';

/** Maximum number of schedules whose last jobs' tasks are counted, with one request each. */
const maxLastJobs = 20;

/** Loads the task counts of jobs, and their preparation status if tasks are waiting, each job in turn. Never throws. */
export async function loadJobFacts(store: AccountStore, jobIds: readonly string[]): Promise<void> {
  await Promise.all(
    jobIds.map(async (jobId) => {
      await store.loadMissingTaskCounts([jobId]);
      await loadPreparation(store, jobId);
    }),
  );
}

/** Loads the same data as `loadJobFacts` immediately, for a job that the user waits for. */
export async function loadJobFactsNow(store: AccountStore, jobId: string): Promise<void> {
  if (!store.snapshot.taskCounts.has(jobId)) await store.loadTaskCounts([jobId]);
  await loadPreparation(store, jobId);
}

async function loadPreparation(store: AccountStore, jobId: string): Promise<void> {
  const job = findJob(store.snapshot, jobId);
  if (job !== undefined && mayPrepare(job, store.snapshot)) await loadOnce(store, { kind: 'preparation', jobId });
}

/** Counts the tasks of the last jobs of the first schedules, unless they are already counted. Never throws. */
export async function loadLastJobs(store: AccountStore): Promise<void> {
  const { items } = store.snapshot.slice({ kind: 'jobSchedules' });
  await store.loadMissingTaskCounts(
    items.slice(0, maxLastJobs).flatMap(({ executionInfo }) => executionInfo?.recentJob?.id ?? []),
  );
}

/** Lists the IDs of a list's loaded items. */
export function toIds({ items }: Slice<{ readonly id: string }>): readonly string[] {
  return items.map(({ id }) => id);
}

/** Loads the nodes that rows below `place` mention, so that they have the same names everywhere. Never throws. */
export async function loadNodesBelow(store: AccountStore, place: Naming): Promise<void> {
  const known = new Set(listPoolIds(store.snapshot, place).filter((poolId) => poolId !== ''));
  await Promise.all([...known].map((poolId) => loadOnce(store, { kind: 'nodes', poolId })));
}

type Naming = PlaceOf<'preparation' | 'subtasks' | 'taskGroup'>;

function listPoolIds(snapshot: AccountSnapshot, place: Naming): readonly string[] {
  if (place.kind !== 'taskGroup')
    return toChildren(place, snapshot).flatMap((child) => ('poolId' in child ? child.poolId : []));
  const tasks = toTaskScopes(place.jobId, place.group).flatMap((scope) => snapshot.slice(scope).items);
  return tasks.flatMap(({ nodeInfo }) => nodeInfo?.poolId ?? []);
}
