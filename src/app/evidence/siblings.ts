import type { ComputeNode } from '../../core/model/computeNode.ts';
import { isOver, type Job, type TaskCounts } from '../../core/model/job.ts';
import {
  findReturn,
  hasRun,
  isFailed,
  isInGroup,
  type Task,
  type TaskGroup,
  taskGroups,
} from '../../core/model/task.ts';
import { isOneOf } from '../../core/model/words.ts';
import { listDependencies, maxNamedDependencies, toIdFilter } from '../../core/query/taskDependencies.ts';
import { taskFilters } from '../../core/query/taskFilters.ts';
import type { AccountSnapshot, AccountStore } from '../../service/store/accountStore.ts';
import type { MissingEvidence } from './missingEvidence.ts';
import { readFirstPage } from './readPages.ts';
import { type ReadOnce, readUnshared } from './sharedReads.ts';

/** Tasks of each kind that are requested: enough to see what they have in common. */
const pageSize = 100;
/** Failed tasks are counted as well: as many as the service returns at once (Batch documentation: "maxresults"). */
const pageSizes: Readonly<Record<Ended, number>> = { failed: 1000, succeeded: pageSize };
/** Longest wait for optional tasks, in milliseconds. */
const longestWaitMs = 5000;
/** Properties of a task that may differ from others, its result, and the effects on its job and on dependent tasks. */
export const selectOfSiblings: readonly (keyof Task)[] = [
  'id',
  'state',
  'stateTransitionTime',
  'commandLine',
  'containerSettings',
  'resourceFiles',
  'outputFiles',
  'environmentSettings',
  'applicationPackageReferences',
  'executionInfo',
  'nodeInfo',
  'dependsOn',
  'exitConditions',
];
/** Properties of siblings, and those that show why a task that others wait for never starts. */
export const selectOfAwaited: readonly (keyof Task)[] = [
  ...selectOfSiblings,
  'creationTime',
  'requiredSlots',
  'multiInstanceSettings',
];

interface Around {
  readonly waitMs?: number;
  /** Shares what is read with other tasks. */
  readonly once?: ReadOnce | undefined;
}

const ended = ['failed', 'succeeded'] as const;
type Ended = (typeof ended)[number];

/** Number of nodes requested: as many as the service returns at once. */
const nodePageSize = 1000;
const nodeSelect: readonly (keyof ComputeNode)[] = [
  'id',
  'state',
  'stateTransitionTime',
  'vmSize',
  'isDedicated',
  'nodeAgentInfo',
  'virtualMachineInfo',
];

/** Maximum number of requests to follow chains of dependencies. */
const maxChainRequests = 3;

/**
 * Lists the loaded tasks of the job, without requests and, for a failed task, one page each of failed and succeeded
 * tasks that the explorer has not loaded; for a waiting one in a `job` that a failed task may have stopped, those that
 * failed. Leaves out late answers, and says so.
 */
export async function gatherSiblings(
  { service, snapshot }: Pick<AccountStore, 'service' | 'snapshot'>,
  jobId: string,
  task: Task,
  absent: MissingEvidence,
  { waitMs = longestWaitMs, once = readUnshared, job }: Around & { readonly job?: Job | undefined } = {},
): Promise<readonly Task[]> {
  const loaded = listLoaded(snapshot, jobId);
  const isHeld = isInGroup(task, 'active') && (isOver(job ?? {}) || isOneOf(job?.state, ['disabled', 'disabling']));
  if (!isFailed(task) && !isHeld) return loaded;
  const signal = AbortSignal.timeout(waitMs);
  const pages = await Promise.all(
    listLacking(snapshot, jobId, isHeld ? 0 : 1)
      .filter((group) => !isHeld || group === 'failed')
      .map((group) => {
        const options = { filter: taskFilters[group], select: selectOfSiblings, pageSize: pageSizes[group], signal };
        const read = () => readFirstPage(service.tasks.listTasks(jobId, options));
        const count = snapshot.taskCounts.get(jobId)?.[group];
        return absent.ifInTime(once(`${count} ${group} tasks of ${jobId}`, read), signal, 'siblings');
      }),
  );
  return [...loaded, ...pages.flatMap((page) => page ?? [])];
}

/** Lists the waiting tasks of a failed task's job that may depend on it and are not loaded. */
export async function gatherDependents(
  { service, snapshot }: Pick<AccountStore, 'service' | 'snapshot'>,
  { id: jobId, usesTaskDependencies }: Job,
  task: Task,
  absent: MissingEvidence,
): Promise<readonly Task[]> {
  const isLoaded = snapshot.slice({ kind: 'tasks', jobId, group: 'active' }).loadedAt !== undefined;
  const mayWait = usesTaskDependencies === true && snapshot.taskCounts.get(jobId)?.active !== 0;
  if (isLoaded || !mayWait || !isFailed(task)) return [];
  const signal = AbortSignal.timeout(longestWaitMs);
  const options = { filter: taskFilters.active, select: selectOfSiblings, pageSize, signal };
  return (await absent.ifInTime(readFirstPage(service.tasks.listTasks(jobId, options)), signal, 'siblings')) ?? [];
}

function listLoaded(snapshot: AccountSnapshot, jobId: string): readonly Task[] {
  return taskGroups.flatMap((group) => findGroup(snapshot, jobId, group) ?? []);
}

/** Returns the loaded tasks of a group; the failed ones may all have been listed whole for their causes. */
function findGroup(snapshot: AccountSnapshot, jobId: string, group: TaskGroup): readonly Task[] | undefined {
  const { items, loadedAt } = snapshot.slice({ kind: 'tasks', jobId, group });
  if (loadedAt !== undefined) return items;
  const failures = group === 'failed' ? snapshot.slice({ kind: 'failures', jobId }).items : [];
  const areAll = failures.length > 0 && failures.length === snapshot.taskCounts.get(jobId)?.failed;
  return areAll && failures.every(({ isExcerpt }) => isExcerpt !== true) ? failures : undefined;
}

/** The dependencies of a task, followed through their own dependencies. */
export interface GatheredDependencies {
  /** Those that were not loaded. */
  readonly tasks: readonly Task[];
  /** The IDs of those that the job does not have. */
  readonly absentTasks: readonly string[];
}

/**
 * Reads the tasks that a task depends on, and their dependencies in turn, if they are not loaded and few enough to be
 * named in one request. Leaves out late answers, and says so.
 */
export async function gatherDependencies(
  { service, snapshot }: Pick<AccountStore, 'service' | 'snapshot'>,
  jobId: string,
  task: Task,
  absent: MissingEvidence,
  waitMs = longestWaitMs,
): Promise<GatheredDependencies> {
  const signal = AbortSignal.timeout(waitMs);
  const known = new Map(listLoaded(snapshot, jobId).map((loaded) => [loaded.id.toLowerCase(), loaded]));
  const tasks: Task[] = [];
  const absentTasks: string[] = [];
  const seen = new Set<string>();
  let level: readonly Task[] = [task];
  for (let requests = 0; level.length > 0; ) {
    const named = listNamed(level).filter((id) => !seen.has(id.toLowerCase()));
    for (const id of named) seen.add(id.toLowerCase());
    const ids = named.filter((id) => !known.has(id.toLowerCase()));
    if (ids.length > maxNamedDependencies || (ids.length > 0 && requests === maxChainRequests)) break;
    if (ids.length > 0) {
      requests += 1;
      const options = { filter: toIdFilter(ids), select: selectOfAwaited, pageSize, signal };
      const found = await absent.ifInTime(readFirstPage(service.tasks.listTasks(jobId, options)), signal, 'dependsOn');
      if (found === undefined) break;
      for (const each of found) tasks.push(each);
      for (const one of found) known.set(one.id.toLowerCase(), one);
      for (const each of ids.filter((id) => !known.has(id.toLowerCase()))) absentTasks.push(each);
    }
    level = named.flatMap((id) => known.get(id.toLowerCase()) ?? []).filter((one) => isInGroup(one, 'active'));
  }
  return { tasks, absentTasks };
}

/** Lists the IDs that tasks depend on; a task with too many is left out. */
function listNamed(tasks: readonly Task[]): readonly string[] {
  return [...new Set(tasks.flatMap(({ dependsOn = {} }) => listDependencies(dependsOn, maxNamedDependencies) ?? []))];
}

/**
 * Returns the loaded nodes of the pool, or else one page of them, to compare the node of a task that ran and failed by
 * size, image and agent, or of one that lost a node. Not requested when two requests for other tasks are made: those
 * explain more.
 */
export async function gatherNodes(
  { service, snapshot }: Pick<AccountStore, 'service' | 'snapshot'>,
  poolId: string,
  jobId: string,
  task: Task,
  absent: MissingEvidence,
  { waitMs = longestWaitMs, once = readUnshared }: Around = {},
): Promise<readonly ComputeNode[]> {
  const { items, loadedAt } = snapshot.slice({ kind: 'nodes', poolId });
  const isWorthIt =
    findReturn(task) !== undefined ||
    (isFailed(task) && hasRun(task) && listLacking(snapshot, jobId).length < ended.length);
  if (loadedAt !== undefined || !isWorthIt) return items;
  const signal = AbortSignal.timeout(waitMs);
  const options = { select: nodeSelect, pageSize: nodePageSize, signal };
  const page = once(`nodes of ${poolId}`, () => readFirstPage(service.nodes.listNodes(poolId, options)));
  return (await absent.ifInTime(page, signal, 'nodes')) ?? [];
}

/** The task itself is among the failed ones, unless it waits. */
function listLacking(snapshot: AccountSnapshot, jobId: string, ownFailures = 1): readonly Ended[] {
  const counts: TaskCounts | undefined = snapshot.taskCounts.get(jobId);
  return ended.filter((group) => {
    if (findGroup(snapshot, jobId, group) !== undefined) return false;
    return counts === undefined || counts[group] > (group === 'failed' ? ownFailures : 0);
  });
}
