import { groupBy } from '../../groupBy.ts';
import { isDisabled } from '../../model/job.ts';
import { isFailed, type Task } from '../../model/task.ts';
import {
  compareAge,
  findOwnGroup,
  findTypical,
  judgeWaits,
  listAbsent,
  type WaitGroup,
} from '../../relations/blockedDependencies.ts';
import { findDependents, listDependents } from '../../relations/taskDependencies.ts';
import type { Count } from '../../words/count.ts';
import { explainTaskEvidence } from '../explainTask.ts';
import type { Explanation } from '../explanation/explanation.ts';
import { adviseAdding, listBarredBesides } from '../task/waitingDependencies.ts';
import { countWaitingTasks, isRunning, type JobContext } from './jobContext.ts';

/** Waiting tasks of a job that wait for the same reason. */
export interface Waiting {
  /** True if other tasks are running. */
  readonly isBeside: boolean;
  readonly bar: WaitGroup['bar'];
  /**
   * The task that shows the reason: the one that requires the most, or else the oldest; without `bar`, a typical one
   * (`findTypical`).
   */
  readonly first: Task;
  /** All known tasks of the group, including the first. */
  readonly members: readonly Task[];
  /** The failed tasks on which the members depend, directly or indirectly. */
  readonly failed: readonly Task[];
  /** Number of tasks in the group, a lower bound if not all waiting tasks were checked. */
  readonly count: Count;
  readonly total: number;
  readonly explanation: Explanation;
}

/**
 * Groups the waiting tasks of a job by reason, largest group first (`judgeWaits`). If nothing holds all of them, tasks
 * that need different numbers of nodes at once form separate groups, those that too few nodes can run first, and so do
 * tasks with unfinished dependencies, after the tasks that only wait for their turn.
 */
export function listWaiting(context: JobContext): readonly Waiting[] {
  const { tasks, pool, now, awaited = [] } = context;
  const waiting = tasks.filter((task) => task.state === 'active');
  const absentTasks = findAbsent(context);
  const siblings = [...tasks, ...awaited];
  const others = [...siblings, ...listTasksOf(context.causes)];
  const around = { others, pool, job: context.job, now };
  const groups = judgeWaits(waiting, { ...around, absent: absentTasks });
  const total = countWaitingTasks(context);
  const isComplete = waiting.length >= total;
  const isBeside = areAnyRunning(context);
  const toWaiting = ({ bar, tasks: [...members] }: WaitGroup): readonly Waiting[] => {
    const first = bar === undefined ? findTypical(members) : members.sort(compareDemand)[0];
    if (first === undefined) return [];
    // Without what the job's own explanation covers: its time limit, and that it's disabled if that isn't all.
    const state = bar !== undefined && isDisabled(context.job) ? { state: 'active' as const } : {};
    const job = { ...context.job, ...state, constraints: {} };
    const ofFirst = explainTaskEvidence({ ...context, job, task: first, siblings, absentTasks });
    // One task may lack fewer dependencies than the group.
    const explanation =
      bar === 'missing' && absentTasks !== undefined
        ? {
            ...ofFirst,
            fixes: [adviseAdding(absentTasks, listBarredBesides(members, waiting, around)), ...ofFirst.fixes.slice(1)],
          }
        : ofFirst;
    // If nothing bars any task, the unchecked tasks wait for the same reason as the checked ones.
    const count = members.length === waiting.length && bar === undefined ? total : members.length;
    const known: Count = { count, isComplete: isComplete || count === total };
    const awaitedFailures = bar === 'failed' ? listAwaited(members, others.filter(isFailed), waiting) : [];
    return [{ isBeside, bar, first, members, failed: awaitedFailures, count: known, total, explanation }];
  };
  const unfinished = listDependents(
    siblings.filter(({ state }) => state !== 'completed'),
    waiting,
  );
  return groups.flatMap((group) => {
    const later = group.bar === undefined ? group.tasks.filter(({ id }) => unfinished.has(id)) : [];
    const bySize = groupBy(
      group.tasks.filter((task) => !later.includes(task)),
      countInstances,
    );
    // The reason that holds the tasks with the fewest nodes holds all.
    const sizes = [...bySize].sort(([one], [other]) => other - one).map(([, tasks]) => ({ ...group, tasks }));
    const queued = sizes.flatMap(toWaiting);
    const fewest = queued.at(-1);
    // Running tasks hold slots, which isn't what tasks with unfinished dependencies wait for.
    const areSplit = isBeside && later.length > 0;
    if (fewest === undefined || (isHeld(fewest) && !areSplit)) return toWaiting(group);
    return [
      ...queued.filter(isHeld),
      ...queued.filter((one) => !isHeld(one)),
      ...toWaiting({ ...group, tasks: later }),
    ];
  });
}

/** Lists the failed tasks on which `members`, some of the waiting tasks, depend directly or indirectly. */
function listAwaited(members: readonly Task[], failed: readonly Task[], waiting: readonly Task[]): readonly Task[] {
  const ids = new Set(members.map(({ id }) => id));
  const dependents = findDependents(failed, waiting);
  const awaited = failed.filter(({ id }) => dependents.get(id)?.some((one) => ids.has(one)));
  return [...new Map(awaited.map((task) => [task.id, task])).values()];
}

/** Orders tasks by requirements, highest first, because nodes that suffice for those suffice for all; then by age. */
function compareDemand(one: Task, other: Task): number {
  const slots = (other.requiredSlots ?? 1) - (one.requiredSlots ?? 1);
  return slots || countInstances(other) - countInstances(one) || compareAge(one, other);
}

/** Returns the number of nodes that a task needs at once. */
export function countInstances({ multiInstanceSettings }: Task): number {
  return multiInstanceSettings?.numberOfInstances ?? 1;
}

/** Checks whether tasks wait for their turn, or for a condition of the job or pool that holds all of them. */
export function isQueued({ bar }: Waiting): boolean {
  return bar === undefined;
}

/**
 * Chooses the waiting tasks that a job's explanation names: tasks that the job or its pool holds, because all tasks
 * wait with them; otherwise, tasks that never start. While other tasks run, tasks that are only queued are not named.
 */
export function chooseWaiting(all: readonly Waiting[], { isBesidePool }: JobContext): Waiting | undefined {
  const [most] = all;
  const [queued, ...rest] = all.filter(isQueued);
  const own = findOwnGroup(all);
  if (most === undefined || most.isBeside) return own;
  const areAllHeld = queued !== undefined && [queued, ...rest].every(isHeld);
  if (areAllHeld && isBesidePool !== true) return withAllHeld(queued);
  if (own !== undefined) return own;
  if (most.bar === 'failed' || queued === undefined) return most;
  return areAllHeld ? withAllHeld(queued) : queued;
}

/**
 * Checks whether someone must act for all reasons why tasks wait, or nothing helps, or no node of the pool runs tasks
 * unless some recover.
 */
export function isHeld({ explanation: { wait } }: Waiting): boolean {
  const reasons = wait?.reasons ?? [];
  return (
    reasons.length > 0 &&
    reasons.every(({ endsBy, holdsAll = false }) => endsBy === 'user' || endsBy === 'nobody' || holdsAll)
  );
}

/** If the job or its pool holds tasks, counts all waiting tasks, including those that also have their own reasons. */
function withAllHeld(waiting: Waiting): Waiting {
  return { ...waiting, count: { count: waiting.total, isComplete: true } };
}

function listTasksOf(causes: JobContext['causes'] = []): readonly Task[] {
  const all = causes.flatMap(({ failures }) => failures);
  return all.flatMap(({ failing }) => (failing.kind === 'task' ? [failing.task] : []));
}

/** Checks whether tasks of the job are known to run. */
export function areAnyRunning({ tasks, counts }: JobContext): boolean {
  return tasks.some(isRunning) || (counts?.running ?? 0) > 0;
}

/** Lists the IDs that waiting tasks depend on and that the job doesn't have; undefined while that is unknown. */
export function findAbsent({ absentTasks, tasks, counts }: JobContext): readonly string[] | undefined {
  return (
    absentTasks ??
    listAbsent(
      tasks,
      counts,
      tasks.filter(({ state }) => state === 'active'),
    )
  );
}
