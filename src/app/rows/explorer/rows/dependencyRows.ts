import * as l10n from '@vscode/l10n';
import { isFailed, type Task } from '../../../../core/model/task.ts';
import { countDependencies } from '../../../../core/relations/taskDependencies.ts';
import { joinParts } from '../../../../core/text/lists.ts';
import { formatNumber } from '../../../../core/words/numbers.ts';
import type { AccountSnapshot } from '../../../../service/store/accountStore.ts';
import { toTasksText } from '../../counts.ts';
import type { Row } from '../../row.ts';
import { type Dependencies, findDependencies, findWaiting } from '../taskParts.ts';
import type { PlaceOf } from '../treeNode.ts';
import { toCountText, toFailedText } from './accountRow.ts';

/** Creates the row of a task's dependencies: how many are not done, and which never will be. */
export function toDependenciesRow(place: PlaceOf<'dependencies'>, snapshot: AccountSnapshot): Row {
  const { jobId, taskId } = place;
  const total = countDependencies(findWaiting(snapshot, jobId, taskId)?.dependsOn ?? {});
  const { hasMore, loadedAt } = snapshot.slice({ kind: 'dependencies', jobId, taskId });
  const found = findDependencies(place, snapshot);
  const failed = found.blocking.filter(isFailed);
  const open = found.blocking.length + found.missing.length;
  const description =
    loadedAt === undefined
      ? toTasksText(total)
      : joinParts(
          failed.length > 0 && toFailedOnes(failed, hasMore),
          found.missing.length > 0 && toMissingText(found.missing.length),
          open === 0 && found.isChecked
            ? l10n.t({ message: 'all done', comment: ['The tasks that a task depends on'] })
            : l10n.t('{open} of {total} not done', { open: toCountText(open, hasMore), total: formatNumber(total) }),
          !hasMore && !found.isChecked && l10n.t('existence not checked'),
        );
  return {
    kind: 'dependencies',
    label: l10n.t('Waiting for'),
    ...(description === undefined ? {} : { description }),
    icon: toIcon(failed, found),
    children: 'expanded',
    facts: () =>
      loadedAt === undefined || hasMore || found.isChecked
        ? []
        : [{ name: l10n.t('Not checked'), value: toUncheckedText() }],
  };
}

function toIcon(failed: readonly Task[], { blocking, missing }: Dependencies): Row['icon'] {
  if (failed.length + missing.length > 0) return 'error';
  return blocking.length > 0 ? 'waiting' : 'none';
}

/** Describes what is unknown about dependencies if only unfinished and failed tasks were requested. */
function toUncheckedText(): string {
  return l10n.t(
    "The task is waiting for a very large number of tasks, so only those that failed or haven't finished were looked for. Tasks that don't exist aren't found this way.",
  );
}

/** Describes failed tasks: a single task by its ID, several tasks by their number. */
function toFailedOnes(failed: readonly Task[], hasMore: boolean): string {
  const [only, ...others] = failed;
  return only === undefined || others.length > 0 || hasMore
    ? toFailedText({ count: failed.length, isComplete: !hasMore })
    : l10n.t('{task} failed', { task: only.id });
}

function toMissingText(number: number): string {
  const count = formatNumber(number);
  return l10n.t({ message: '{count} not found', args: { count }, comment: ['Number of tasks that do not exist'] });
}

/** Creates the row of a dependency that does not exist, because the task was never added or was deleted. */
export function toMissingTaskRow(taskId: string): Row {
  return {
    kind: 'missingTask',
    label: taskId,
    description: l10n.t('not found'),
    icon: 'error',
    children: 'none',
    facts: () => [
      {
        name: l10n.t('Why'),
        value: l10n.t('The job has no task with this ID. It has not been added yet, or it was deleted.'),
      },
    ],
  };
}
