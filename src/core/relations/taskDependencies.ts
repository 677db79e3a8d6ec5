import { equals, type Filter, or } from '../filters/odata.ts';
import { findExitOptions, findForExitCode } from '../model/exitConditions.ts';
import { isFailed, type Task } from '../model/task.ts';

/** Tasks that a task depends on, in the form of its definition. */
export type DependsOn = NonNullable<Task['dependsOn']>;

/** Maximum number of tasks that one request can name by ID, because the filter must fit into a URL. */
export const maxNamedDependencies = 25;

/** Maximum number of tasks that one task depends on of which each is read, with three requests. */
export const maxReadDependencies = 3 * maxNamedDependencies;

interface Range {
  readonly start: number;
  readonly end: number;
}

/** Maximum number of digits of an ID in a range, with leading zeros. */
const maxRangeDigits = 10;

/**
 * Returns the number by which a range names an ID: "Leading zeroes aren't significant when evaluating range
 * dependencies" (Batch documentation: "Task dependencies").
 */
function toRangeNumber(id: string): number | undefined {
  return id.length <= maxRangeDigits && /^\d+$/.test(id) ? Number(id) : undefined;
}

/** Lists the IDs of a number in a range, without and with leading zeros, up to a number of digits. */
export function listPadded(number: number, most = maxRangeDigits): readonly string[] {
  const id = String(number);
  return Array.from({ length: Math.max(1, most - id.length + 1) }, (_, zeros) => '0'.repeat(zeros) + id);
}

/** Returns a function that checks whether a task with an ID that a task depends on is known. */
export function toFinder({ taskIds = [] }: DependsOn, known: Iterable<string>): (id: string) => boolean {
  const ids = new Set([...known].map((id) => id.toLowerCase()));
  const named = new Set(taskIds.map((id) => id.toLowerCase()));
  let numbers: ReadonlySet<number | undefined> | undefined;
  return (id) => {
    if (ids.has(id.toLowerCase())) return true;
    if (named.has(id.toLowerCase())) return false;
    numbers ??= new Set([...ids].map(toRangeNumber));
    const number = toRangeNumber(id);
    return number !== undefined && numbers.has(number);
  };
}

/** Returns a function that checks whether `dependsOn` names an ID; case doesn't matter, as in the service. */
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

/** Maximum number of IDs in a filter if those of numbers have leading zeros, which makes them short. */
const maxInFilter = 5 * maxNamedDependencies;

/**
 * Returns a filter for the tasks with these IDs; those of ranges also with leading zeros, as far as the filter has room
 * for them. Throws `RangeError` if there are none.
 */
export function toIdFilter(ids: readonly string[]): Filter {
  const most = Math.min(maxRangeDigits, Math.floor(maxInFilter / ids.length));
  const all = ids.flatMap((id) => (/^(?:0|[1-9]\d*)$/.test(id) ? listPadded(Number(id), most) : [id]));
  return or(...all.map((id) => equals('id', id)));
}

/** Returns as many filters for the tasks with these IDs as it takes to name all of them; none for no IDs. */
export function toIdFilters(ids: readonly string[]): readonly Filter[] {
  const firsts = Array.from(
    { length: Math.ceil(ids.length / maxNamedDependencies) },
    (_, n) => n * maxNamedDependencies,
  );
  return firsts.map((first) => toIdFilter(ids.slice(first, first + maxNamedDependencies)));
}

type MaybeEnded = Pick<Task, 'state' | 'executionInfo' | 'exitConditions'>;

/** Checks whether a task keeps its dependents from running. */
export function isBlocking(task: MaybeEnded): boolean {
  return task.state !== 'completed' || blocksForGood(task);
}

/**
 * Checks whether a task has ended in a way that keeps its dependents from ever running: by a failure, unless its exit
 * conditions let them run, or by a success if its exit conditions forbid it (Batch documentation: "dependencyAction").
 */
export function blocksForGood(task: MaybeEnded): boolean {
  if (isFailed(task)) return findExitOptions(task)?.dependencyAction !== 'satisfy';
  return task.state === 'completed' && findForExitCode(task)?.dependencyAction === 'block';
}

/** Maps the ID of each `failed` task to the `waiting` tasks that it blocks, directly or through other tasks. */
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

/** Lists the IDs of the `waiting` tasks that any of `tasks` blocks, directly or through other tasks. */
export function listDependents(tasks: readonly Task[], waiting: readonly Task[]): ReadonlySet<string> {
  const listDirect = tasks.length === 0 ? undefined : toDirectDependents(waiting);
  if (listDirect === undefined) return new Set();
  return addIndirect(new Set(tasks.filter(isBlocking).flatMap(({ id }) => listDirect(id))), listDirect);
}

/**
 * Lists the IDs of the `waiting` tasks that depend on each other in a cycle, and of those that wait for them, none of
 * which can start.
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

/** Returns a function that lists the waiting tasks that depend on an ID; undefined if none of them has dependencies. */
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

/** Merges overlapping ranges and sorts the result. */
function toDisjoint(ranges: readonly Range[]): readonly Range[] {
  const disjoint: Range[] = [];
  for (const range of ranges.filter(({ start, end }) => start <= end).toSorted((a, b) => a.start - b.start)) {
    const last = disjoint.at(-1);
    if (last === undefined || range.start > last.end) disjoint.push(range);
    else disjoint[disjoint.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
  }
  return disjoint;
}
