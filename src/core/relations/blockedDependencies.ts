import { groupBy } from '../groupBy.ts';
import { isForDedicated, type Job, type TaskCounts } from '../model/job.ts';
import { hasOnlySpot, mayFormulaAskFor, type Pool } from '../model/pool.ts';
import { isFailed, type Task } from '../model/task.ts';
import { dayMs } from '../words/durations.ts';
import {
  blocksForGood,
  isDependency,
  listCircular,
  listDependencies,
  listDependents,
  maxNamedDependencies,
  toFinder,
} from './taskDependencies.ts';

/**
 * Finds a task that shows why most tasks wait: of the waiting tasks with and without dependencies, takes the larger
 * group, and follows the dependencies of its oldest task.
 */
export function findTypical(waiting: readonly Task[]): Task | undefined {
  const dependent = waiting.filter(({ dependsOn }) => dependsOn !== undefined);
  const free = waiting.filter(({ dependsOn }) => dependsOn === undefined);
  const most = dependent.length > free.length ? dependent : free;
  const [oldest] = most.toSorted(compareAge);
  return oldest && findAwaited(oldest, waiting);
}

/** Follows a task's dependencies within a list to one that has no dependency there; returns the task if it has none. */
function findAwaited(task: Task, waiting: readonly Task[]): Task {
  const seen = new Set([task]);
  for (const { dependsOn } of seen) {
    const next = dependsOn && waiting.find(({ id }) => isDependency(dependsOn)(id));
    if (next !== undefined) seen.add(next);
  }
  return [...seen].at(-1) ?? task;
}

/** Compares tasks by age, oldest first, because the oldest task runs next. */
export function compareAge(one: Task, other: Task): number {
  const [left, right] = [one.creationTime ?? '', other.creationTime ?? ''];
  if (left !== right) return left < right ? -1 : 1;
  return one.id < other.id ? -1 : 1;
}

/** Lists the dependencies of waiting tasks that their job doesn't have; undefined unless all of its tasks are known. */
export function listAbsent(
  tasks: readonly Task[],
  counts: TaskCounts | undefined,
  waiting: readonly Task[],
): readonly string[] | undefined {
  if (counts === undefined || tasks.length < counts.active + counts.running + counts.completed) return undefined;
  return listUnknown(waiting, tasks);
}

/** Lists the IDs that waiting tasks depend on and that are not among the known tasks. */
export function listUnknown(waiting: readonly Task[], known: readonly Task[]): readonly string[] {
  const ids = known.map(({ id }) => id);
  const unknown = waiting.flatMap(({ dependsOn = {} }) => {
    const named = listDependencies(dependsOn, maxNamedDependencies) ?? [];
    const isKnown = named.length === 0 ? undefined : toFinder(dependsOn, ids);
    return named.filter((id) => isKnown?.(id) === false);
  });
  return [...new Map(unknown.map((id) => [id.toLowerCase(), id])).values()];
}

/**
 * Reason why a waiting task never starts without intervention, regardless of the nodes: it is too old, it requires what
 * its pool never offers, or it depends on a failed task, a missing task, a task whose success blocks it, itself in a
 * circle, or a task that never starts either.
 */
export type Bar = (typeof bars)[number];

/** Bars in order of precedence. */
const bars = ['age', 'missing', 'refused', 'failed', 'circle', 'behind', 'misfit'] as const;

/** Known facts that affect waiting tasks. */
export interface AroundWaits {
  /** Other known tasks: those that have ended may keep their dependents from starting. */
  readonly others?: readonly Task[] | undefined;
  /** IDs of tasks that are known not to exist in their job. */
  readonly absent?: readonly string[] | undefined;
  readonly pool?: Pool | undefined;
  readonly job?: Job | undefined;
  readonly now?: Date | string | number | undefined;
}

/** Waiting tasks that never start for the same reason, or that have no such reason. */
export interface WaitGroup {
  /** Undefined for tasks that wait for their turn, or for the same reason as all tasks of their job. */
  readonly bar: Bar | undefined;
  /** At least one. */
  readonly tasks: readonly Task[];
}

/**
 * Determines which waiting tasks of a job never start, and why; the others wait for their turn, or for their job or
 * pool as a whole. Returns the group first that holds the most tasks, with those behind it. Rows, failures, pages, the command line, and agents all use this
 * function, so that a job waits for the same reasons everywhere.
 */
export function judgeWaits(waiting: readonly Task[], around: AroundWaits): readonly WaitGroup[] {
  const barOf = findBars(waiting, around);
  const toReason = (task: Task): string | undefined => {
    const bar = barOf.get(task.id);
    // Tasks that don't fit their pool may need different things.
    return bar === 'misfit' && around.pool !== undefined
      ? [bar, ...listMisfits(task, around.pool, around.job)].join(' ')
      : bar;
  };
  const rank = (bar: Bar | undefined): number => (bar === undefined ? bars.length : bars.indexOf(bar));
  return [...groupBy(waiting, toReason).values()]
    .map((tasks) => ({ bar: barOf.get(tasks[0].id), tasks }))
    .map((group) => ({ group, held: group.tasks.length + countBehind(group, waiting, barOf) }))
    .sort((one, other) => other.held - one.held || rank(one.group.bar) - rank(other.group.bar))
    .map(({ group }) => group);
}

/** Counts the tasks that start once those of a group do. */
function countBehind({ bar, tasks }: WaitGroup, waiting: readonly Task[], barOf: ReadonlyMap<string, Bar>): number {
  if (bar === undefined || bar === 'failed' || bar === 'behind') return 0;
  if (![...barOf.values()].includes('behind')) return 0;
  return [...listDependents(tasks, waiting)].filter((id) => barOf.get(id) === 'behind').length;
}

/**
 * Checks whether a group of tasks is a failure of its job; dependents of a failed task count with that task instead.
 */
export function isOwnBar({ bar }: Pick<WaitGroup, 'bar'>): boolean {
  return bar !== undefined && bar !== 'failed';
}

/** Finds the largest group that is a failure of its job; tasks behind others only if there is no other group. */
export function findOwnGroup<T extends Pick<WaitGroup, 'bar'>>(groups: readonly T[]): T | undefined {
  const own = groups.filter(isOwnBar);
  return own.find(({ bar }) => bar !== 'behind') ?? own[0];
}

/**
 * Counts the reasons that are failures of the job; tasks behind another that never starts count only if there is no
 * other reason.
 */
export function countOwnReasons(groups: readonly Pick<WaitGroup, 'bar'>[]): number {
  const own = groups.filter(isOwnBar);
  return own.filter(({ bar }) => bar !== 'behind').length || own.length;
}

function findBars(
  waiting: readonly Task[],
  { others = [], absent = [], pool, job, now }: AroundWaits,
): ReadonlyMap<string, Bar> {
  const found = new Map<string, Bar>();
  const add = (ids: Iterable<string>, bar: Bar): void => {
    for (const id of ids) if (!found.has(id)) found.set(id, bar);
  };
  const old = waiting.filter((task) => isTooOld(task, now));
  const misfit = pool === undefined ? [] : waiting.filter((task) => listMisfits(task, pool, job).length > 0);
  const missing = absent.map((id): Task => ({ id, state: 'active' }));
  const toIds = (tasks: readonly Task[]): readonly string[] => tasks.map(({ id }) => id);
  add(toIds(old), 'age');
  // A retry of the failed task isn't enough for tasks that also lack a dependency, or that another one blocks.
  add(listDependents(missing, waiting), 'missing');
  add(
    listDependents(
      others.filter((task) => blocksForGood(task) && !isFailed(task)),
      waiting,
    ),
    'refused',
  );
  add(listDependents(others.filter(isFailed), waiting), 'failed');
  add(listDependents([...old, ...misfit], waiting), 'behind');
  add(toIds(misfit), 'misfit');
  add(listCircular(waiting), 'circle');
  return found;
}

/**
 * Number of days after which Batch never starts a task that was added (Batch documentation: "Batch quotas and limits").
 */
export const taskLifetimeDays = 180;

/** Checks whether a task was added too long ago to run; false for unknown times. */
export function isTooOld(
  { creationTime }: Pick<Task, 'creationTime'>,
  now: Date | string | number | undefined,
): boolean {
  if (creationTime === undefined || now === undefined) return false;
  return new Date(now).getTime() - Date.parse(creationTime) >= taskLifetimeDays * dayMs;
}

/** Property of a task that no node of its pool can satisfy. */
export type Misfit =
  | 'requiredSlots'
  | 'numberOfInstances'
  | 'enableInterNodeCommunication'
  | 'taskSlotsPerNode'
  | 'allowLowPriorityNode';

/**
 * Lists the requirements of `task`, in `job`, that `pool` doesn't meet (Batch documentation: "Use multi-instance tasks
 * to run MPI applications").
 */
export function listMisfits(
  task: Pick<Task, 'id' | 'requiredSlots' | 'multiInstanceSettings'>,
  pool: Pool,
  job: Job | undefined,
): readonly Misfit[] {
  const { requiredSlots = 1, multiInstanceSettings } = task;
  const { taskSlotsPerNode = 1, targetDedicatedNodes, targetLowPriorityNodes, enableInterNodeCommunication } = pool;
  const needsMoreSlots = requiredSlots > taskSlotsPerNode;
  const { numberOfInstances = 1 } = multiInstanceSettings ?? {};
  // A pool without nodes affects all tasks, not only this one.
  const target = Math.max(1, (targetDedicatedNodes ?? 0) + (targetLowPriorityNodes ?? 0));
  const isSizeKnown = targetDedicatedNodes !== undefined || targetLowPriorityNodes !== undefined;
  const ofInstances: readonly (Misfit | false)[] = [
    isSizeKnown && numberOfInstances > target && !mayFormulaAskFor(numberOfInstances, pool) && 'numberOfInstances',
    enableInterNodeCommunication === false && 'enableInterNodeCommunication',
    taskSlotsPerNode > 1 && 'taskSlotsPerNode',
  ];
  const found = [
    needsMoreSlots && 'requiredSlots',
    ...(multiInstanceSettings === undefined ? [] : ofInstances),
    isForDedicated(task, job) && hasOnlySpot(pool) && 'allowLowPriorityNode',
  ] as const;
  return found.filter((one) => one !== false);
}
