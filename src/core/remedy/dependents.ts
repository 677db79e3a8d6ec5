import * as l10n from '@vscode/l10n';
import { findExitOptions } from '../model/exitConditions.ts';
import { isFailed, type Task, toTaskGroup } from '../model/task.ts';
import { asCount } from '../query/numbers.ts';
import { plural } from '../text/plural.ts';
import { type EndedTask, foreseeDependencyAction } from './exitActions.ts';

type Waiting = Pick<Task, 'id' | 'dependsOn'>;

/** Those of `others` that never run when tasks are ended. */
export function listBlocked(tasks: readonly EndedTask[], others: readonly Waiting[]): readonly string[] {
  const count = countDependents(
    tasks.filter((task) => foreseeDependencyAction(task).action === 'block'),
    others,
  );
  if (count === 0) return [];
  return [
    plural(count, {
      one: l10n.t(
        '{count} task depends on this and never runs unless you retry what it depends on and the retry succeeds.',
        asCount(count),
      ),
      other: l10n.t(
        '{count} tasks depend on this and never run unless you retry what they depend on and the retry succeeds.',
        asCount(count),
      ),
    }),
  ];
}

/** Those of `others` that run too early when tasks are ended. */
export function listReleased(tasks: readonly EndedTask[], others: readonly Waiting[]): readonly string[] {
  const count = countDependents(
    tasks.filter((task) => foreseeDependencyAction(task).action === 'satisfy'),
    others,
  );
  if (count === 0) return [];
  return [
    plural(count, {
      one: l10n.t(
        "{count} task depends on this and may start even though what it depends on hasn't finished.",
        asCount(count),
      ),
      other: l10n.t(
        "{count} tasks depend on this and may start even though what they depend on hasn't finished.",
        asCount(count),
      ),
    }),
  ];
}

/**
 * Those of `others` that never run when tasks are deleted. A task that succeeded, or failed in a way that satisfies those
 * that wait, is not waited for any more. Whether one that takes the place of another is waited for, no documentation says.
 */
export function listNeverReleased(
  tasks: readonly EndedTask[],
  others: readonly Waiting[],
  isAddedAgain: boolean,
): readonly string[] {
  const satisfies = (task: EndedTask): boolean =>
    isFailed(task) ? findExitOptions(task)?.dependencyAction === 'satisfy' : toTaskGroup(task) === 'succeeded';
  const count = countDependents(
    tasks.filter((task) => !satisfies(task)),
    others,
  );
  if (count === 0) return [];
  if (isAddedAgain)
    return [
      plural(count, {
        one: l10n.t(
          "{count} task depends on what's being deleted. It may never run: the Batch documentation doesn't say whether it waits for a task that is added again with the same ID.",
          asCount(count),
        ),
        other: l10n.t(
          "{count} tasks depend on what's being deleted. They may never run: the Batch documentation doesn't say whether they wait for tasks that are added again with the same IDs.",
          asCount(count),
        ),
      }),
    ];
  return [
    plural(count, {
      one: l10n.t("{count} task depends on what's being deleted and never runs.", asCount(count)),
      other: l10n.t("{count} tasks depend on what's being deleted and never run.", asCount(count)),
    }),
  ];
}

/** Ranges name tasks whose ids are numbers (Batch documentation: "taskIdRanges"). */
function countDependents(tasks: readonly Pick<Task, 'id'>[], others: readonly Waiting[]): number {
  const ids = new Set(tasks.map(({ id }) => id.toLowerCase()));
  const numbers = tasks.flatMap(({ id }) => (/^\d{1,10}$/.test(id) ? [Number(id)] : []));
  return others.filter(
    ({ dependsOn }) =>
      dependsOn?.taskIds?.some((id) => ids.has(id.toLowerCase())) === true ||
      dependsOn?.taskIdRanges?.some(({ start, end }) => numbers.some((number) => number >= start && number <= end)) ===
        true,
  ).length;
}
