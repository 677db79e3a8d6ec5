import * as l10n from '@vscode/l10n';
import type { TaskResource } from '../../../core/model/resource.ts';
import type { KnownResubmissions, Resubmission } from '../../../core/model/resubmission.ts';
import type { Task } from '../../../core/model/task.ts';
import { toVisible } from '../../../core/text/escape.ts';
import { plural } from '../../../core/text/plural.ts';
import { asCount } from '../../../core/words/numbers.ts';
import { formatTime } from '../../../core/words/times.ts';

interface Before {
  readonly taskId: string;
  readonly as: Resubmission;
}

/**
 * Returns notes for a question about failed tasks that were already resubmitted; empty when no resubmission is known.
 * `tasks` are the failed tasks, and `originals` their current state in the service.
 */
export function describeSubmittedBefore(
  resubmissions: Pick<KnownResubmissions, 'find'>,
  tasks: readonly TaskResource[],
  originals: readonly Task[],
): readonly string[] {
  const before = tasks.flatMap((task): readonly Before[] => {
    const original = originals.find(({ id }) => id === task.taskId);
    const as = original && resubmissions.find(task, original);
    return as === undefined ? [] : [{ taskId: task.taskId, as }];
  });
  const last = before.toSorted((one, other) => (one.as.at < other.as.at ? 1 : -1))[0];
  if (last === undefined) return [];
  const parts = {
    id: toVisible(last.taskId),
    again: toVisible(last.as.taskId),
    job: toVisible(last.as.jobId),
    time: formatTime(last.as.at),
  };
  const counted = { ...asCount(before.length), ...parts };
  const said = plural(before.length, {
    '=1': l10n.t('Task {id} was already resubmitted: as {again} in job {job} ({time}).', parts),
    one: l10n.t('{count} of the tasks was already resubmitted: {id} as {again} in job {job} ({time}).', counted),
    other: l10n.t(
      '{count} of the tasks were already resubmitted, for example {id} as {again} in job {job} ({time}).',
      counted,
    ),
  });
  return [`${said} ${describeOutcome(last.as, before.length)}`];
}

function describeOutcome({ outcome }: Resubmission, count: number): string {
  if (count > 1) return l10n.t('The same work would run again.');
  switch (outcome) {
    case 'succeeded':
      return l10n.t('That task succeeded, and the same work would run again.');
    case 'failed':
      return l10n.t('That task failed.');
    default:
      return l10n.t("That task isn't known to have ended: the same work may run twice at the same time.");
  }
}
