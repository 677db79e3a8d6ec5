import type { TaskCounts } from '../model/job.ts';
import type { Pool } from '../model/pool.ts';
import type { Task } from '../model/task.ts';
import { findDependents, listDependencies, maxNamedDependencies } from './taskDependencies.ts';

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
  const known = new Set(tasks.map(({ id }) => id.toLowerCase()));
  const named = waiting.flatMap(({ dependsOn = {} }) => listDependencies(dependsOn, maxNamedDependencies) ?? []);
  return [...new Set(named)].filter((id) => !known.has(id.toLowerCase()));
}

/** The ids of waiting tasks that depend on what failed, or on what their job does not have, also through others that wait. */
export function listHeld(
  waiting: readonly Task[],
  { failed = [], absent = [] }: { readonly failed?: readonly Task[]; readonly absent?: readonly string[] | undefined },
): ReadonlySet<string> {
  const missing = absent.map((id): Task => ({ id, state: 'active' }));
  return new Set([...findDependents([...failed, ...missing], waiting).values()].flat());
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
