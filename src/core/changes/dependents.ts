import * as l10n from '@vscode/l10n';
import { findExitOptions } from '../model/exitConditions.ts';
import { isFailed, isSucceeded, type Task } from '../model/task.ts';
import { plural } from '../text/plural.ts';
import { asCount } from '../words/numbers.ts';
import { type EndedTask, foreseeDependencyAction } from './exitActions.ts';

type Waiting = Pick<Task, 'id' | 'dependsOn'>;

/** Describes how many of `others` never run if `tasks` are terminated. */
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

/** Describes how many of `others` start too early if `tasks` are terminated. */
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
 * Describes how many of `others` never run if `tasks` are deleted. Tasks that succeeded, or failed in a way that
 * satisfies their dependents, block nothing. The documentation doesn't say whether dependents wait for a task that is
 * added again.
 */
export function listNeverReleased(
  tasks: readonly EndedTask[],
  others: readonly Waiting[],
  isAddedAgain: boolean,
): readonly string[] {
  const satisfies = (task: EndedTask): boolean =>
    isFailed(task) ? findExitOptions(task)?.dependencyAction === 'satisfy' : isSucceeded(task);
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

/** Counts `others` that depend on any of `tasks`; ranges match numeric IDs (Batch documentation: "taskIdRanges"). */
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
