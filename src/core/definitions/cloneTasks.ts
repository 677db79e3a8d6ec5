import type { Task } from '../model/task.ts';
import { toDefinition } from './resubmit.ts';

/**
 * Returns tasks for submission to a copy of their job, with the same IDs. Drops dependencies on succeeded tasks, which
 * are satisfied (Batch documentation: "Task dependencies"), and keeps all others.
 * @param succeeded IDs of the job's succeeded tasks that are not copied.
 */
export function toClonedTasks(tasks: readonly Task[], succeeded: readonly string[]): readonly Task[] {
  const met = new Set(succeeded.map((id) => id.toLowerCase()));
  return tasks.map((task) => {
    const { dependsOn, ...definition } = toDefinition(task);
    if (dependsOn === undefined) return definition;
    const taskIds = (dependsOn.taskIds ?? []).filter((id) => !met.has(id.toLowerCase()));
    const ranges = (dependsOn.taskIdRanges ?? []).flatMap((range) => cutRange(range, met));
    if (taskIds.length + ranges.length === 0) return definition;
    return {
      ...definition,
      dependsOn: { ...(taskIds.length > 0 && { taskIds }), ...(ranges.length > 0 && { taskIdRanges: ranges }) },
    };
  });
}

interface IdRange {
  readonly start: number;
  readonly end: number;
}

/** Splits the range at the IDs in `ids`, which it leaves out. */
function cutRange({ start, end }: IdRange, ids: ReadonlySet<string>): readonly IdRange[] {
  const numbers = [...ids]
    .flatMap((id) => (/^\d{1,10}$/.test(id) ? [Number(id)] : []))
    .filter((number) => number >= start && number <= end)
    .sort((one, other) => one - other);
  const ranges: IdRange[] = [];
  let from = start;
  for (const number of new Set(numbers)) {
    if (number > from) ranges.push({ start: from, end: number - 1 });
    from = number + 1;
  }
  return from <= end ? [...ranges, { start: from, end }] : ranges;
}
