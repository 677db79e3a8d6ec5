import * as l10n from '@vscode/l10n';
import type { Task } from '../model/task.ts';

/** A task's original definition, and the definition to resubmit. */
export interface Resubmitted {
  readonly original: Task;
  /** The job of the original; undefined for a task that is new. */
  readonly jobId?: string;
  readonly definition: Task;
}

/** The definition with equivalent dependencies, or a sentence that explains why that is impossible. */
export type Kept =
  | { readonly definition: Task; readonly reason?: never }
  | { readonly reason: string; readonly definition?: never };

/**
 * Adapts a task's dependencies. Dependencies on tasks that are submitted with it become dependencies on their copies.
 * In another job, all other dependencies are dropped if the task has started, since they were satisfied; a task that
 * never started would wait forever and is refused (Batch documentation: "Task dependencies"). `together` are all tasks
 * to be submitted.
 */
export function keepDependencies(
  { original, definition }: Resubmitted,
  together: readonly Resubmitted[],
  isSameJob: boolean,
): Kept {
  const { dependsOn, ...others } = definition;
  if (dependsOn === undefined) return { definition };
  const copies = new Map(together.map((one) => [one.original.id.toLowerCase(), one.definition.id]));
  const ids = dependsOn.taskIds ?? [];
  const ranges = dependsOn.taskIdRanges ?? [];
  const numbers = [...copies.keys()].flatMap((id) => (/^\d{1,10}$/.test(id) ? [Number(id)] : []));
  const hasStarted = original.executionInfo?.startTime !== undefined;
  const isInRange = ranges.some(({ start, end }) => numbers.some((number) => number >= start && number <= end));
  const isOutside = ids.some((id) => !copies.has(id.toLowerCase())) || ranges.length > 0;
  if (!hasStarted && (isInRange || (!isSameJob && isOutside)))
    return {
      reason: l10n.t("The task depends on tasks that aren't being submitted with it, and would wait for them."),
    };
  const wanted = isSameJob ? ids : ids.filter((id) => copies.has(id.toLowerCase()));
  const taskIds = wanted.map((id) => copies.get(id.toLowerCase()) ?? id);
  const taskIdRanges = isSameJob ? ranges : [];
  const kept = { ...(taskIds.length > 0 && { taskIds }), ...(taskIdRanges.length > 0 && { taskIdRanges }) };
  return { definition: Object.keys(kept).length === 0 ? others : { ...others, dependsOn: kept } };
}
