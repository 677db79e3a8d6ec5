import { findExitOptions } from '../model/exitConditions.ts';
import { isFailed, type Task, toTaskGroup } from '../model/task.ts';

import { equals, type Filter, or } from './odata.ts';

/** Tasks that a task depends on, as in its definition. */
export type DependsOn = NonNullable<Task['dependsOn']>;

/** Number of tasks that one request can name by ID, since the filter must fit into a URL. */
export const maxNamedDependencies = 25;

interface Range {
  readonly start: number;
  readonly end: number;
}

/** Ranges mean decimal IDs without leading zeros (Batch documentation: "Task dependencies"). */
function toRangeNumber(id: string): number | undefined {
  const number = Number(id);
  return /^\d{1,10}$/.test(id) && String(number) === id ? number : undefined;
}

/** Returns a check whether `dependsOn` names the task of an ID; case doesn't matter, as in the service. */
export function isDependency(dependsOn: DependsOn): (id: string) => boolean {
  const ids = new Set(dependsOn.taskIds?.map((id) => id.toLowerCase()));
  const ranges = toDisjoint(dependsOn.taskIdRanges ?? []);
  return (id) => {
    const number = toRangeNumber(id);
    return ids.has(id.toLowerCase()) || (number !== undefined && ranges.some((range) => isIn(range, number)));
  };
}

/** Counts the tasks that `dependsOn` names, without duplicates. */
export function countDependencies(dependsOn: DependsOn): number {
  const ranges = toDisjoint(dependsOn.taskIdRanges ?? []);
  const outside = new Set(dependsOn.taskIds?.map((id) => id.toLowerCase()));
  for (const id of outside) {
    const number = toRangeNumber(id);
    if (number !== undefined && ranges.some((range) => isIn(range, number))) outside.delete(id);
  }
  return ranges.reduce((sum, { start, end }) => sum + end - start + 1, outside.size);
}

/** Lists the IDs that `dependsOn` names, without duplicates; undefined if there are more than `most`. */
export function listDependencies(dependsOn: DependsOn, most: number): readonly string[] | undefined {
  if (countDependencies(dependsOn) > most) return undefined;
  const ids = new Map<string, string>();
  for (const id of dependsOn.taskIds ?? []) ids.set(id.toLowerCase(), id);
  for (const { start, end } of toDisjoint(dependsOn.taskIdRanges ?? [])) {
    for (let number = start; number <= end; number++) ids.set(String(number), String(number));
  }
  return [...ids.values()];
}

/** Returns a filter for the tasks with these IDs. Throws `RangeError` if there are none. */
export function toIdFilter(ids: readonly string[]): Filter {
  return or(...ids.map((id) => equals('id', id)));
}

/** Checks whether a task keeps its dependents from running (Batch documentation: "dependencyAction"). */
export function isBlocking(task: Pick<Task, 'state' | 'executionInfo' | 'exitConditions'>): boolean {
  if (isFailed(task)) return findExitOptions(task)?.dependencyAction !== 'satisfy';
  return toTaskGroup(task) !== 'succeeded';
}

/** Maps the ID of each `failed` task to the `waiting` tasks that it blocks directly or through others. */
export function findDependents(
  failed: readonly Task[],
  waiting: readonly Task[],
): ReadonlyMap<string, readonly string[]> {
  const dependents = new Map<string, readonly string[]>();
  const listDirect = toDirectDependents(waiting);
  if (listDirect === undefined) return dependents;
  for (const { id } of failed.filter(isBlocking)) {
    const found = addIndirect(new Set(listDirect(id)), listDirect);
    if (found.size > 0) dependents.set(id, [...found]);
  }
  return dependents;
}

/** Lists the IDs of the `waiting` tasks that any of `tasks` blocks, directly or through others. */
export function listDependents(tasks: readonly Task[], waiting: readonly Task[]): ReadonlySet<string> {
  const listDirect = tasks.length === 0 ? undefined : toDirectDependents(waiting);
  if (listDirect === undefined) return new Set();
  return addIndirect(new Set(tasks.filter(isBlocking).flatMap(({ id }) => listDirect(id))), listDirect);
}

/**
 * Lists the IDs of the `waiting` tasks that depend on each other in a circle, and of those that wait for them: none of
 * them can start.
 */
export function listCircular(waiting: readonly Task[]): ReadonlySet<string> {
  const listDirect = toDirectDependents(waiting);
  if (listDirect === undefined) return new Set();
  const dependents = new Map(waiting.map(({ id }) => [id, listDirect(id)]));
  const awaited = new Map(waiting.map(({ id }) => [id, 0]));
  for (const id of [...dependents.values()].flat()) awaited.set(id, (awaited.get(id) ?? 0) + 1);
  // The loop also visits items that it adds.
  const free = [...awaited.keys()].filter((id) => awaited.get(id) === 0);
  for (const id of free)
    for (const other of dependents.get(id) ?? []) {
      const left = (awaited.get(other) ?? 0) - 1;
      awaited.set(other, left);
      if (left === 0) free.push(other);
    }
  return new Set([...awaited].flatMap(([id, left]) => (left > 0 ? [id] : [])));
}

type ListDirect = (id: string) => readonly string[];

function addIndirect(found: Set<string>, listDirect: ListDirect): ReadonlySet<string> {
  // The loop also visits items that it adds.
  for (const next of found) for (const other of listDirect(next)) found.add(other);
  return found;
}

/** Returns a lookup of the waiting tasks that depend on an ID; undefined if none has dependencies. */
function toDirectDependents(waiting: readonly Task[]): ListDirect | undefined {
  const named = new Map<string, string[]>();
  const ranged: { readonly id: string; readonly isOwn: (id: string) => boolean }[] = [];
  for (const { id, dependsOn = {} } of waiting) {
    for (const other of new Set(dependsOn.taskIds?.map((one) => one.toLowerCase()))) {
      const known = named.get(other);
      if (known === undefined) named.set(other, [id]);
      else known.push(id);
    }
    const { taskIdRanges = [] } = dependsOn;
    if (taskIdRanges.length > 0) ranged.push({ id, isOwn: isDependency({ taskIdRanges }) });
  }
  if (named.size + ranged.length === 0) return undefined;
  return (id) => [
    ...(named.get(id.toLowerCase()) ?? []),
    ...ranged.filter(({ isOwn }) => isOwn(id)).map((one) => one.id),
  ];
}

function isIn({ start, end }: Range, number: number): boolean {
  return number >= start && number <= end;
}

/** Merges overlapping ranges, in order. */
function toDisjoint(ranges: readonly Range[]): readonly Range[] {
  const disjoint: Range[] = [];
  for (const range of ranges.filter(({ start, end }) => start <= end).toSorted((a, b) => a.start - b.start)) {
    const last = disjoint.at(-1);
    if (last === undefined || range.start > last.end) disjoint.push(range);
    else disjoint[disjoint.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
  }
  return disjoint;
}
