import { taskFilters } from '../../core/filters/taskFilters.ts';
import type { ComputeNode } from '../../core/model/computeNode.ts';
import { isDisabled, isOver, type Job, type TaskCounts } from '../../core/model/job.ts';
import {
  findReturn,
  hasRun,
  isFailed,
  isInGroup,
  type Task,
  type TaskGroup,
  taskGroups,
} from '../../core/model/task.ts';
import {
  countDependencies,
  isDependency,
  listDependencies,
  maxNamedDependencies,
  maxReadDependencies,
  toFinder,
  toIdFilters,
} from '../../core/relations/taskDependencies.ts';
import type { AccountSnapshot, AccountStore } from '../../service/store/accountStore.ts';
import { limitAnswer, type MissingEvidence } from './missingEvidence.ts';
import { readFirstPage } from './readPages.ts';
import { type ReadOnce, readUnshared } from './sharedReads.ts';

/** Number of tasks of each kind to request, enough to see what they have in common. */
const pageSize = 100;
/** Page sizes. Failed tasks are also counted, so their page size is the maximum (Batch documentation: "maxresults"). */
const pageSizes: Readonly<Record<Ended, number>> = { failed: 1000, succeeded: pageSize };
/** Properties in which a task may differ from others, its result, and the effects on its job and on dependent tasks. */
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
/** Properties of siblings, and properties that show why a task that others wait for never starts. */
export const selectOfAwaited: readonly (keyof Task)[] = [
  ...selectOfSiblings,
  'creationTime',
  'requiredSlots',
  'multiInstanceSettings',
  'constraints',
];

interface Around {
  readonly waitMs?: number;
  readonly once?: ReadOnce | undefined;
}

const ended = ['failed', 'succeeded'] as const;
type Ended = (typeof ended)[number];

/** Number of nodes to request, the maximum that the service returns at once. */
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
const maxChainRequests = maxReadDependencies / maxNamedDependencies;

/**
 * Lists the loaded tasks of the job, without requests. For a failed task, also requests one page each of failed and
 * succeeded tasks that the explorer has not loaded. For a waiting task in a `job` that a failed task may have stopped,
 * and for one with too many dependencies to read each, requests the failed tasks. Leaves out late answers, and records
 * them as missing.
 */
export async function gatherSiblings(
  { service, snapshot }: Pick<AccountStore, 'service' | 'snapshot'>,
  jobId: string,
  task: Task,
  absent: MissingEvidence,
  { waitMs, once = readUnshared, job }: Around & { readonly job?: Job | undefined } = {},
): Promise<readonly Task[]> {
  const loaded = listLoaded(snapshot, jobId);
  const isStopped = job !== undefined && (isOver(job) || isDisabled(job));
  const hasMany = countDependencies(task.dependsOn ?? {}) > maxReadDependencies;
  const isHeld = isInGroup(task, 'active') && (isStopped || hasMany);
  if (!isFailed(task) && !isHeld) return loaded;
  const signal = limitAnswer(waitMs);
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
  const signal = limitAnswer();
  const options = { filter: taskFilters.active, select: selectOfSiblings, pageSize, signal };
  return (await absent.ifInTime(readFirstPage(service.tasks.listTasks(jobId, options)), signal, 'siblings')) ?? [];
}

function listLoaded(snapshot: AccountSnapshot, jobId: string): readonly Task[] {
  return taskGroups.flatMap((group) => findGroup(snapshot, jobId, group) ?? []);
}

/** Returns the loaded tasks of a group. All failed tasks may have been listed completely for their causes. */
function findGroup(snapshot: AccountSnapshot, jobId: string, group: TaskGroup): readonly Task[] | undefined {
  const { items, loadedAt } = snapshot.slice({ kind: 'tasks', jobId, group });
  if (loadedAt !== undefined) return items;
  const failures = group === 'failed' ? snapshot.slice({ kind: 'failures', jobId }).items : [];
  const areAll = failures.length > 0 && failures.length === snapshot.taskCounts.get(jobId)?.failed;
  return areAll && failures.every(({ isExcerpt }) => isExcerpt !== true) ? failures : undefined;
}

/** The dependencies of a task, followed through their own dependencies. */
export interface GatheredDependencies {
  readonly tasks: readonly Task[];
  readonly absentTasks: readonly string[];
}

/**
 * Reads the tasks that a task depends on, and their dependencies in turn, if they are not loaded and few enough to be
 * named in a few requests. Leaves out late answers, and records them as missing.
 */
export async function gatherDependencies(
  { service, snapshot }: Pick<AccountStore, 'service' | 'snapshot'>,
  jobId: string,
  task: Task,
  absent: MissingEvidence,
): Promise<GatheredDependencies> {
  const signal = limitAnswer();
  const known = new Map(listLoaded(snapshot, jobId).map((loaded) => [loaded.id.toLowerCase(), loaded]));
  const tasks: Task[] = [];
  const absentTasks: string[] = [];
  const seen = new Set<string>();
  const followed = new Set([task.id]);
  let level: readonly Task[] = [task];
  for (let requests = 0; level.length > 0; ) {
    const listMissing = () => listNamed(level, known.keys()).filter((id) => !seen.has(id));
    const ids = listMissing();
    const filters = toIdFilters(ids);
    if (requests + filters.length > maxChainRequests) break;
    requests += filters.length;
    for (const filter of filters) {
      const options = { filter, select: selectOfAwaited, pageSize, signal };
      const found = await absent.ifInTime(readFirstPage(service.tasks.listTasks(jobId, options)), signal, 'dependsOn');
      if (found === undefined) return { tasks, absentTasks };
      for (const each of found) tasks.push(each);
      for (const one of found) known.set(one.id.toLowerCase(), one);
    }
    for (const each of listMissing()) absentTasks.push(each);
    for (const id of ids) seen.add(id);
    const depends = level.map(({ dependsOn = {} }) => isDependency(dependsOn));
    level = [...known.values()].filter(
      (one) => isInGroup(one, 'active') && !followed.has(one.id) && depends.some((isOwn) => isOwn(one.id)),
    );
    for (const { id } of level) followed.add(id);
  }
  return { tasks, absentTasks };
}

/** Lists the IDs that tasks depend on and that are not known. Tasks with too many dependencies are left out. */
function listNamed(tasks: readonly Task[], known: Iterable<string>): readonly string[] {
  const ids = [...known];
  const missing = tasks.flatMap(({ dependsOn = {} }) => {
    const isKnown = toFinder(dependsOn, ids);
    return listDependencies(dependsOn, maxReadDependencies)?.filter((id) => !isKnown(id)) ?? [];
  });
  return [...new Set(missing)];
}

/**
 * Returns the loaded nodes of the pool, or one page of them, in order to compare the node of a failed task by size,
 * image, and agent, or the nodes of a task that lost its node. Nodes are not requested if two requests for other tasks
 * are made, which explain more.
 */
export async function gatherNodes(
  { service, snapshot }: Pick<AccountStore, 'service' | 'snapshot'>,
  poolId: string,
  jobId: string,
  task: Task,
  absent: MissingEvidence,
  { waitMs, once = readUnshared }: Around = {},
): Promise<readonly ComputeNode[]> {
  const { items, loadedAt } = snapshot.slice({ kind: 'nodes', poolId });
  const isWorthIt =
    findReturn(task) !== undefined ||
    (isFailed(task) && hasRun(task) && listLacking(snapshot, jobId).length < ended.length);
  if (loadedAt !== undefined || !isWorthIt) return items;
  const signal = limitAnswer(waitMs);
  const options = { select: nodeSelect, pageSize: nodePageSize, signal };
  const page = once(`nodes of ${poolId}`, () => readFirstPage(service.nodes.listNodes(poolId, options)));
  return (await absent.ifInTime(page, signal, 'nodes')) ?? [];
}

/** Lists the groups of ended tasks that are not loaded. The task itself is one of the failed tasks, unless it waits. */
function listLacking(snapshot: AccountSnapshot, jobId: string, ownFailures = 1): readonly Ended[] {
  const counts: TaskCounts | undefined = snapshot.taskCounts.get(jobId);
  return ended.filter((group) => {
    if (findGroup(snapshot, jobId, group) !== undefined) return false;
    return counts === undefined || counts[group] > (group === 'failed' ? ownFailures : 0);
  });
}
