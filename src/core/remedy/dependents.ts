import * as l10n from '@vscode/l10n';
import { findExitOptions } from '../model/exitConditions.ts';
import { isFailed, type Task, toTaskGroup } from '../model/task.ts';
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
    count === 1
      ? l10n.t('1 task waits for this and never runs then, unless what it waits for is retried and succeeds.')
      : l10n.t('{0} tasks wait for this and never run then, unless what they wait for is retried and succeeds.', count),
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
    count === 1
      ? l10n.t('1 task waits for this and may start then, although what it waits for was not finished.')
      : l10n.t('{0} tasks wait for this and may start then, although what they wait for was not finished.', count),
  ];
}

/**
 * Those of `others` that never run when tasks are deleted. A task that succeeded, or failed in a way that satisfies those
 * that wait, is not waited for any more.
 */
export function listNeverReleased(tasks: readonly EndedTask[], others: readonly Waiting[]): readonly string[] {
  const satisfies = (task: EndedTask): boolean =>
    isFailed(task)
      ? findExitOptions(task)?.dependencyAction?.toLowerCase() === 'satisfy'
      : toTaskGroup(task) === 'succeeded';
  const count = countDependents(
    tasks.filter((task) => !satisfies(task)),
    others,
  );
  if (count === 0) return [];
  return [
    count === 1
      ? l10n.t('1 task waits for what is deleted, and never runs then.')
      : l10n.t('{0} tasks wait for what is deleted, and never run then.', count),
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
