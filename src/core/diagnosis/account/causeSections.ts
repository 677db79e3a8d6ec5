import * as l10n from '@vscode/l10n';
import { foreseeChange, isOverTime } from '../../changes/foreseeChange.ts';
import { foreseeAfter, planRetryOf } from '../../changes/retryOfCause.ts';
import { describeEndedJobs } from '../../changes/taskPlans.ts';
import { isProposable } from '../../changes/verdict.ts';
import { isOneOf } from '../../model/words.ts';
import { withLabel } from '../../text/label.ts';
import { plural } from '../../text/plural.ts';
import { asCount, formatNumber } from '../../words/numbers.ts';
import type { Cause, Repeats } from '../causes/causes.ts';
import { describeAgain } from '../causes/describeAgain.ts';
import type { FailedTask } from '../causes/failing.ts';
import type { Change, Evidence, Explanation } from '../explanation/explanation.ts';

/**
 * Predicts the effect of retrying the tasks of a cause; empty for a cause without tasks. `repeats` contains the
 * outcomes of earlier retries.
 */
export function foreseeRetry(cause: Cause, explanation: Explanation, repeats?: Repeats): readonly Evidence[] {
  const { failures } = cause;
  const tasks = failures.flatMap(({ failing }) => (failing.kind === 'task' ? [failing] : []));
  const verdicts = tasks.map(planRetryOf);
  if (verdicts.length === 0) return [];
  const able = verdicts.filter(isProposable).length;
  const again = (repeats?.at.length ?? 0) + (repeats?.unread ?? 0);
  return [
    { text: describeAble(able, verdicts.length) },
    ...describeRefusals(tasks),
    ...describeEarlier(failures, verdicts.length),
    ...describeAgain(repeats, failures.length).map((text) => ({ text })),
    ...(again === 0 ? [] : describeOthers(failures.length - again)),
    ...(able === 0 || (again > 0 && isPassing(explanation))
      ? []
      : [{ text: describeOutcome(explanation, verdicts.length, foreseeAfter(cause.repeats, tasks, explanation)) }]),
  ];
}

/** Describes why tasks do not run again, with the number of tasks if there are several reasons. */
function describeRefusals(tasks: readonly FailedTask[]): readonly Evidence[] {
  const counts = new Map<string, number>();
  for (const task of tasks) {
    const verdict = planRetryOf(task);
    if (verdict.possible) continue;
    const reason =
      tasks.length > 1 && isOneOf(task.job?.state, ['completed', 'terminating']) ? describeEndedJobs() : verdict.reason;
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  const total = formatNumber(tasks.length);
  return [...counts].map(([reason, refused]) => {
    if (refused === tasks.length) return { text: reason };
    const label = l10n.t({
      message: '{count} of {total} tasks',
      args: { count: formatNumber(refused), total },
      comment: ['Followed by a colon and what is said of them'],
    });
    return { text: withLabel(label, reason) };
  });
}

/** Counts the tasks that ran several times before Batch gave up. */
function describeEarlier(failures: Cause['failures'], total: number): readonly Evidence[] {
  const count = failures.filter(
    ({ failing }) => failing.kind === 'task' && (failing.task.executionInfo?.retryCount ?? 0) > 0,
  ).length;
  if (count === 0 || total < 2) return [];
  const text = l10n.t({
    message: 'Tasks that Batch already retried and that failed each time: {count} of {total}.',
    args: { count: formatNumber(count), total: formatNumber(total) },
    comment: ['{count} and {total} are numbers of tasks'],
  });
  return [{ text }];
}

/** Describes tasks that can still be retried although a retry did not help others. */
function describeOthers(count: number): readonly Evidence[] {
  if (count <= 0) return [];
  return [
    {
      text: l10n.t(
        'Of the other {count}, no retry from this computer is known to have failed this way.',
        asCount(count),
      ),
    },
  ];
}

/** Checks whether a failure may pass without a change. A cause that came back after a retry does not. */
function isPassing(explanation: Explanation): boolean {
  return foreseeChange(explanation) === 'nothing';
}

function describeAble(able: number, all: number): string {
  const [count, total] = [formatNumber(able), formatNumber(all)];
  return plural(all, {
    '=1':
      able === 0
        ? l10n.t("The task can't run again with the same ID.")
        : l10n.t('The task can run again with the same ID.'),
    one: l10n.t('{count} of {total} task can run again with the same ID.', { count, total }),
    other: l10n.t('{count} of {total} tasks can run again with the same IDs.', { count, total }),
  });
}

/** Describes in a sentence what a retry of `count` tasks with this explanation, which need `change`, would lead to. */
export function describeOutcome(explanation: Explanation, count: number, change: Change | undefined): string {
  if (isOverTime(explanation)) {
    return plural(count, {
      '=1': l10n.t("It would hit the same time limit again: a retry doesn't change the limit."),
      other: l10n.t("They would hit the same time limit again: a retry doesn't change the limit."),
    });
  }
  switch (change) {
    case 'definition':
      return plural(count, {
        '=1': l10n.t('It would fail again: a retry runs the same definition, which is the problem.'),
        other: l10n.t('They would fail again: a retry runs the same definition, which is the problem.'),
      });
    case 'surroundings':
      return plural(count, {
        '=1': l10n.t('It fails again unless the cause is fixed first.'),
        other: l10n.t('They fail again unless the cause is fixed first.'),
      });
    case 'never':
      return l10n.t("Your team's rule says that a retry never helps.");
    case 'otherNode':
      return plural(count, {
        '=1': l10n.t('It may succeed on another node; on the same one, it fails again unless the node is fixed.'),
        other: l10n.t('They may succeed on another node; on the same one, they fail again unless it is fixed.'),
      });
    case 'nothing':
      return l10n.t('The cause may be temporary, so a retry may succeed.');
    case undefined:
      return plural(count, {
        '=1': l10n.t("It's unknown whether it would fail again."),
        other: l10n.t("It's unknown whether they would fail again. Retry one of them first."),
      });
  }
}
