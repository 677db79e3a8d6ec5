import type { FailingKind } from '../../core/diagnosis/causes/failing.ts';
import type { BatchError } from '../../core/model/batchError.ts';
import type { TaskCounts } from '../../core/model/job.ts';
import type { Task } from '../../core/model/task.ts';
import type { AccountSnapshot, Scope, Slice } from '../../service/store/accountStore.ts';
import { countResolved } from '../lists/resolved.ts';
import { areTroubledLoaded } from '../lists/severity.ts';
import {
  type CountedJobs,
  findCountedJobs,
  isAllCounted,
  listWanted,
  toWaitingScope,
  type WantedJobs,
} from '../lists/taskCount.ts';
import type { CauseSet } from './knownCauses.ts';

/** The part of an account's failures that has been read. */
export interface Coverage {
  /** Number of failed tasks that were read, and number of all failed tasks that were counted. */
  readonly read: number;
  readonly total: number;
  readonly resolved: number;
  readonly jobs: readonly string[];
  /** Number of unread failed tasks by job, for jobs that have any. */
  readonly unread: ReadonlyMap<string, number>;
  readonly counted: CountedJobs;
  readonly missing?: Scope;
  readonly damaged?: Scope;
}

/** Measures how much of an account's failures was read, by the service's counts or by lists read to their end. */
export function toCoverage(snapshot: AccountSnapshot, wanted: WantedJobs = {}): Coverage {
  const failing = listWanted(snapshot, wanted)
    .map(({ id }) => ({ id, ...countOfJob(snapshot, id), resolved: countResolved(snapshot, id) }))
    .filter(({ total }) => total > 0);
  const lists = listLists(snapshot, wanted);
  const missing = lists.find((scope) => findError(snapshot, scope) !== undefined);
  const damaged = lists.find((scope) => snapshot.slice(scope).damaged !== undefined);
  return {
    read: failing.reduce((sum, { read }) => sum + read, 0),
    total: failing.reduce((sum, { total }) => sum + total, 0),
    resolved: failing.reduce((sum, { resolved }) => sum + resolved, 0),
    jobs: failing.filter(({ total, resolved }) => total > resolved).map(({ id }) => id),
    unread: new Map(failing.flatMap(({ id, read, total }) => (read < total ? [[id, total - read]] : []))),
    counted: findCountedJobs(snapshot, wanted),
    ...(missing === undefined ? {} : { missing }),
    ...(damaged === undefined ? {} : { damaged }),
  };
}

/** Measures how many failed tasks of one job were read, for causes of this job only. */
export function toCoverageOfJob(
  snapshot: AccountSnapshot,
  jobId: string,
  { read, total, isComplete }: Pick<CauseSet, 'read' | 'total' | 'isComplete'>,
): Coverage {
  const list = { kind: 'tasks', jobId, group: 'failed' } as const;
  const { error, damaged } = snapshot.slice(list);
  const resolved = countResolved(snapshot, jobId);
  return {
    read,
    total,
    resolved,
    jobs: total > resolved ? [jobId] : [],
    unread: new Map(read < total ? [[jobId, total - read]] : []),
    counted: { counted: Number(isComplete), known: 1, hasMore: false, isPaused: false },
    ...(error === undefined ? {} : { missing: list }),
    ...(damaged === undefined ? {} : { damaged: list }),
  };
}

/** Checks that there can be no unread failures. */
export function isAllRead({ read, total, counted, missing, damaged }: Coverage): boolean {
  return read >= total && isAllCounted(counted) && missing === undefined && damaged === undefined;
}

/** Returns the error of reading a list; for pools, also of the service's node counts, which show failing nodes. */
export function findError(snapshot: AccountSnapshot, scope: Scope): BatchError | undefined {
  return snapshot.slice(scope).error ?? (scope.kind === 'pools' ? snapshot.nodeCountsRefusal : undefined);
}

/** Lists the kinds of failures that may be missing from the causes, because not everything was examined. */
export function findUnknown(snapshot: AccountSnapshot): ReadonlySet<FailingKind> {
  const { read, total, counted } = toCoverage(snapshot);
  const waiting = snapshot.slice({ kind: 'jobs' }).items.map(({ id }) => toWaitingScope(id));
  // Data that was read earlier stays known if it could not be read again.
  const refused = [...listLists(snapshot), ...waiting].filter((scope) => {
    const { error, loadedAt } = snapshot.slice(scope);
    return error !== undefined && loadedAt === undefined;
  });
  return new Set([
    ...(read < total || !isAllCounted(counted) ? (['task'] as const) : []),
    // The tasks of unknown jobs may wait in vain.
    ...(counted.hasMore ? (['job'] as const) : []),
    ...(snapshot.nodeCountsRefusal === undefined && areTroubledListed(snapshot) ? [] : (['node'] as const)),
    ...refused.flatMap(({ kind }) => foundIn[kind] ?? []),
  ]);
}

/** Checks whether no list of nodes of which a part was loaded may lack nodes that are failures. */
function areTroubledListed(snapshot: AccountSnapshot): boolean {
  const pools = snapshot.slice({ kind: 'pools' }).items;
  return pools.every(
    (pool) => !snapshot.slice({ kind: 'nodes', poolId: pool.id }).hasMore || areTroubledLoaded(pool, snapshot),
  );
}

const foundIn: { readonly [Kind in Scope['kind']]?: readonly FailingKind[] } = {
  pools: ['pool', 'node'],
  nodes: ['node'],
  jobs: ['job', 'task'],
  preparation: ['job'],
  failures: ['task'],
  tasks: ['job'],
  awaited: ['job'],
};

function listLists(snapshot: AccountSnapshot, wanted: WantedJobs = {}): readonly Scope[] {
  const isOfJob = wanted.jobId !== undefined;
  const pools = isOfJob ? [] : snapshot.slice({ kind: 'pools' }).items;
  return [
    ...(isOfJob ? [] : [{ kind: 'pools' } as const]),
    { kind: 'jobs' },
    ...listWanted(snapshot, wanted).flatMap(({ id }): readonly Scope[] => [
      { kind: 'failures', jobId: id },
      { kind: 'preparation', jobId: id },
    ]),
    ...pools
      .filter(({ id }) => wanted.poolId === undefined || id === wanted.poolId)
      .map(({ id }) => ({ kind: 'nodes', poolId: id }) as const),
  ];
}

function countOfJob(snapshot: AccountSnapshot, jobId: string): Pick<Coverage, 'read' | 'total'> {
  return countRead(snapshot.slice({ kind: 'failures', jobId }), snapshot.taskCounts.get(jobId));
}

/**
 * Returns how many failed tasks of a job were read, and how many there are. The service's counts lag behind the list.
 */
export function countRead(
  { items, hasMore, loadedAt }: Slice<Task>,
  counts: TaskCounts | undefined,
): Pick<Coverage, 'read' | 'total'> {
  const read = items.length;
  const isWhole = loadedAt !== undefined && !hasMore;
  return { read, total: isWhole ? read : Math.max(read, counts?.failed ?? 0) };
}
