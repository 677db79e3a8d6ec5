import { groupBy } from '../groupBy.ts';
import type { TaskCounts } from '../model/job.ts';
import type { Pool } from '../model/pool.ts';
import type { Task } from '../model/task.ts';
import { listCircular, listDependencies, listDependents, maxNamedDependencies } from './taskDependencies.ts';

/** The oldest of waiting tasks that depend on others, or of those that do not, whichever are more: it shows why most wait. */
export function findTypical(waiting: readonly Task[]): Task | undefined {
  const dependent = waiting.filter(({ dependsOn }) => dependsOn !== undefined);
  const free = waiting.filter(({ dependsOn }) => dependsOn === undefined);
  const most = dependent.length > free.length ? dependent : free;
  return most.reduce<Task | undefined>(
    (oldest, task) => (oldest === undefined || compareAge(task, oldest) < 0 ? task : oldest),
    undefined,
  );
}

/** The oldest first: it is the next to run. */
export function compareAge(one: Task, other: Task): number {
  const [left, right] = [one.creationTime ?? '', other.creationTime ?? ''];
  if (left !== right) return left < right ? -1 : 1;
  return one.id < other.id ? -1 : 1;
}

/** What waiting tasks depend on that is not in their job; undefined where not all of its tasks are known. */
export function listAbsent(
  tasks: readonly Task[],
  counts: TaskCounts | undefined,
  waiting: readonly Task[],
): readonly string[] | undefined {
  if (counts === undefined || tasks.length < counts.active + counts.running + counts.completed) return undefined;
  return listUnknown(waiting, tasks);
}

/** The ids that waiting tasks depend on and that are not among the tasks that are known. */
export function listUnknown(waiting: readonly Task[], known: readonly Task[]): readonly string[] {
  const ids = new Set(known.map(({ id }) => id.toLowerCase()));
  const named = waiting.flatMap(({ dependsOn = {} }) => listDependencies(dependsOn, maxNamedDependencies) ?? []);
  const unknown = new Map(named.filter((id) => !ids.has(id.toLowerCase())).map((id) => [id.toLowerCase(), id]));
  return [...unknown.values()];
}

/**
 * Why a task that waits never starts unless someone acts, whatever the nodes of its pool do: it is too old, depends on what
 * failed, on what its job does not have, on itself in a circle or on a task that never starts either, or asks for what its pool never
 * gives.
 */
export type Bar = (typeof bars)[number];

/** In the order in which they bind. */
const bars = ['age', 'failed', 'missing', 'circle', 'behind', 'misfit'] as const;

/** The known facts that bear on waiting tasks. */
export interface AroundWaits {
  readonly failed?: readonly Task[] | undefined;
  /** Ids of tasks that their job is known not to have. */
  readonly absent?: readonly string[] | undefined;
  readonly pool?: Pool | undefined;
  readonly now?: Date | string | number | undefined;
}

/** Waiting tasks that one bar keeps for one reason, or none. */
export interface WaitGroup {
  /** Undefined for tasks that wait for their turn, or for what all tasks of their job wait for. */
  readonly bar: Bar | undefined;
  /** At least one. */
  readonly tasks: readonly Task[];
}

/**
 * The one judgment of tasks of a job that wait: which of them never start, and why; the others wait for their
 * turn, or for what their job or its pool makes all of them wait for. The largest group first. Rows, failures, pages, the
 * command line and agents all rest on it, so a job waits for the same reasons wherever it is shown.
 */
export function judgeWaits(waiting: readonly Task[], around: AroundWaits): readonly WaitGroup[] {
  const barOf = findBars(waiting, around);
  const toReason = (task: Task): string | undefined => {
    const bar = barOf.get(task.id);
    // Tasks that don't fit their pool may ask for different things.
    return bar === 'misfit' && around.pool !== undefined ? [bar, ...listMisfits(task, around.pool)].join(' ') : bar;
  };
  const rank = (bar: Bar | undefined): number => (bar === undefined ? bars.length : bars.indexOf(bar));
  return [...groupBy(waiting, toReason).values()]
    .map((tasks) => ({ bar: barOf.get(tasks[0].id), tasks }))
    .sort((one, other) => other.tasks.length - one.tasks.length || rank(one.bar) - rank(other.bar));
}

/** Whether tasks of a group are a failure of their job: what waits for a failed task is one of that task. */
export function isOwnBar({ bar }: Pick<WaitGroup, 'bar'>): boolean {
  return bar !== undefined && bar !== 'failed';
}

/** How many reasons groups have that are a failure of their job: tasks behind one that never starts add none. */
export function countOwnReasons(groups: readonly Pick<WaitGroup, 'bar'>[]): number {
  const own = groups.filter(isOwnBar);
  return own.filter(({ bar }) => bar !== 'behind').length || own.length;
}

function findBars(
  waiting: readonly Task[],
  { failed = [], absent = [], pool, now }: AroundWaits,
): ReadonlyMap<string, Bar> {
  const found = new Map<string, Bar>();
  const add = (ids: Iterable<string>, bar: Bar): void => {
    for (const id of ids) if (!found.has(id)) found.set(id, bar);
  };
  const old = waiting.filter((task) => isTooOld(task, now));
  const misfit = pool === undefined ? [] : waiting.filter((task) => listMisfits(task, pool).length > 0);
  const missing = absent.map((id): Task => ({ id, state: 'active' }));
  const toIds = (tasks: readonly Task[]): readonly string[] => tasks.map(({ id }) => id);
  add(toIds(old), 'age');
  add(listDependents(failed, waiting), 'failed');
  add(listDependents(missing, waiting), 'missing');
  add(listDependents([...old, ...misfit], waiting), 'behind');
  add(toIds(misfit), 'misfit');
  add(listCircular(waiting), 'circle');
  return found;
}

/** Tasks not run within half a year of being added never are (Batch documentation: "Batch quotas and limits"). */
export const taskLifetimeDays = 180;
const dayMs = 24 * 60 * 60_000;

/** Whether a task was added too long ago to be run; unknown times are not. */
export function isTooOld(
  { creationTime }: Pick<Task, 'creationTime'>,
  now: Date | string | number | undefined,
): boolean {
  if (creationTime === undefined || now === undefined) return false;
  return new Date(now).getTime() - Date.parse(creationTime) >= taskLifetimeDays * dayMs;
}

/** What a task asks that no node of its pool ever gives, by the property that does not fit. */
export type Misfit = 'requiredSlots' | 'numberOfInstances' | 'enableInterNodeCommunication' | 'taskSlotsPerNode';

/** What `task` asks that `pool` cannot give as it is (Batch documentation: "Use multi-instance tasks to run MPI applications"). */
export function listMisfits(
  { requiredSlots = 1, multiInstanceSettings }: Pick<Task, 'requiredSlots' | 'multiInstanceSettings'>,
  pool: Pool,
): readonly Misfit[] {
  const { taskSlotsPerNode = 1, targetDedicatedNodes, targetLowPriorityNodes, enableInterNodeCommunication } = pool;
  const needsMoreSlots = requiredSlots > taskSlotsPerNode;
  if (multiInstanceSettings === undefined) return needsMoreSlots ? ['requiredSlots'] : [];
  const { numberOfInstances = 1 } = multiInstanceSettings;
  // A pool without any node is not a matter of this task alone.
  const target = Math.max(1, (targetDedicatedNodes ?? 0) + (targetLowPriorityNodes ?? 0));
  const isSizeKnown = targetDedicatedNodes !== undefined || targetLowPriorityNodes !== undefined;
  const found: readonly (Misfit | false)[] = [
    needsMoreSlots && 'requiredSlots',
    isSizeKnown && numberOfInstances > target && 'numberOfInstances',
    enableInterNodeCommunication === false && 'enableInterNodeCommunication',
    taskSlotsPerNode > 1 && 'taskSlotsPerNode',
  ];
  return found.filter((one) => one !== false);
}
