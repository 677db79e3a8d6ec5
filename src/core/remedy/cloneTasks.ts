import type { Task } from '../model/task.ts';
import { toDefinition } from './resubmit.ts';

/**
 * Tasks as they are submitted to a copy of their job, under their ids. Dependencies on tasks that have succeeded are met
 * and do not come along (Batch documentation: "Task dependencies"); all others stay as they are.
 * @param succeeded ids of tasks of the job that have succeeded and are not copied.
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
      dependsOn: {
        ...(taskIds.length > 0 && { taskIds }),
        ...(ranges.length > 0 && { taskIdRanges: ranges }),
      },
    };
  });
}

interface IdRange {
  readonly start: number;
  readonly end: number;
}

/** The parts of a range with no id in them. */
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
