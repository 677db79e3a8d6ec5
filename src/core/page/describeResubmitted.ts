import * as l10n from '@vscode/l10n';
import type { Section } from '../diagnosis/explanation/explanation.ts';
import type { Resubmission, ShownResubmission } from '../model/resubmission.ts';
import { plural } from '../text/plural.ts';
import { asCount, formatNumber } from '../words/numbers.ts';
import { formatTime } from '../words/times.ts';

const maxNamed = 5;

/** Returns a section that lists resubmitted tasks with links to their new tasks; undefined if there are none. */
export function toResubmittedSection(resubmissions: readonly ShownResubmission[]): Section | undefined {
  if (resubmissions.length === 0) return undefined;
  const rows = resubmissions.slice(0, maxNamed).map((one) => ({
    text: describeOne(one),
    source: formatTime(one.at),
    ofTask: { jobId: one.jobId, taskId: one.taskId },
  }));
  const others = resubmissions.length - rows.length;
  const more = plural(others, {
    one: l10n.t('{count} more task was submitted again.', asCount(others)),
    other: l10n.t('{count} more tasks were submitted again.', asCount(others)),
  });
  return {
    id: 'resubmitted',
    title: l10n.t('Submitted again'),
    items: [...rows, ...(others > 0 ? [{ text: more }] : [])],
  };
}

/**
 * Describes the resubmissions of failed tasks in a sentence: the first runs stay failed, although the work may be done.
 * `total` is the number of failed tasks. Undefined if none was resubmitted.
 */
export function describeResubmitted(resubmissions: readonly ShownResubmission[], total: number): string | undefined {
  const [first] = resubmissions;
  if (first === undefined) return undefined;
  if (total === 1) return describeOne(first);
  const { count, succeeded, failed } = countResubmitted(resubmissions);
  if (succeeded === total)
    return plural(total, {
      one: l10n.t('{count} task was submitted again and succeeded.', asCount(total)),
      other: l10n.t('All {count} tasks were submitted again and succeeded.', asCount(total)),
    });
  const parts = {
    ...asCount(count),
    total: formatNumber(total),
    succeeded: formatNumber(succeeded),
    failed: formatNumber(failed),
    unknown: formatNumber(count - succeeded - failed),
  };
  return plural(count, {
    one: l10n.t(
      '{count} of {total} tasks was submitted again. Succeeded: {succeeded}. Failed: {failed}. Outcome unknown: {unknown}.',
      parts,
    ),
    other: l10n.t(
      '{count} of {total} tasks were submitted again. Succeeded: {succeeded}. Failed: {failed}. Outcome unknown: {unknown}.',
      parts,
    ),
  });
}

/** Describes the resubmissions briefly, for the row of a cause. */
export function describeResubmittedBriefly(resubmissions: readonly Resubmission[], total: number): string | undefined {
  const [first] = resubmissions;
  if (first === undefined) return undefined;
  if (total === 1) return describeOneBriefly(first);
  const { count, succeeded } = countResubmitted(resubmissions);
  const number = formatNumber(count);
  if (succeeded === count)
    return l10n.t({ message: '{number} submitted again, succeeded', args: { number }, comment: ['Of failed tasks'] });
  return l10n.t({
    message: '{number} submitted again, {succeeded} succeeded',
    args: { number, succeeded: formatNumber(succeeded) },
    comment: ['Of failed tasks'],
  });
}

function describeOneBriefly({ taskId: task, outcome }: Resubmission): string {
  const args = { task };
  switch (outcome) {
    case 'succeeded':
      return l10n.t({ message: 'submitted again as {task}, succeeded', args, comment: ['Of a failed task'] });
    case 'failed':
      return l10n.t({ message: 'submitted again as {task}, failed', args, comment: ['Of a failed task'] });
    default:
      return l10n.t({ message: 'submitted again as {task}', args, comment: ['Of a failed task'] });
  }
}

interface Outcomes {
  readonly count: number;
  readonly succeeded: number;
  readonly failed: number;
}

function countResubmitted(resubmissions: readonly Resubmission[]): Outcomes {
  const countOf = (wanted: Resubmission['outcome']): number =>
    resubmissions.filter(({ outcome }) => outcome === wanted).length;
  return { count: resubmissions.length, succeeded: countOf('succeeded'), failed: countOf('failed') };
}

function describeOne({ taskId: task, jobId: job, outcome, now }: ShownResubmission): string {
  switch (outcome ?? now) {
    case 'succeeded':
      return l10n.t('Submitted again as {task} in job {job} and succeeded.', { task, job });
    case 'failed':
      return l10n.t('Submitted again as {task} in job {job} and failed, too.', { task, job });
    case 'running':
      return l10n.t('Submitted again as {task} in job {job} and is running now.', { task, job });
    case 'waiting':
      return l10n.t('Submitted again as {task} in job {job} and is waiting to run.', { task, job });
    default:
      return l10n.t('Submitted again as {task} in job {job}, with an unknown outcome.', { task, job });
  }
}
