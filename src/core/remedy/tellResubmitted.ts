import * as l10n from '@vscode/l10n';
import type { Section } from '../diagnosis/explanation/explanation.ts';
import type { Resubmission } from '../model/resubmission.ts';
import { asCount, formatNumber } from '../query/numbers.ts';
import { formatTime } from '../query/times.ts';
import { plural } from '../text/plural.ts';

/** Resubmissions told one by one. */
const maxTold = 5;

/**
 * What became of failed tasks that were submitted once more: the first runs stay failed, although the work may be done.
 * `total` is how many tasks the explanation is about. Undefined where none was submitted again.
 */
export function tellResubmitted(resubmissions: readonly Resubmission[], total: number): Section | undefined {
  if (resubmissions.length === 0) return undefined;
  const rows = resubmissions.slice(0, maxTold).map((one) => ({ text: describeOne(one), source: formatTime(one.at) }));
  const sums = total > 1 ? [{ text: describeAll(resubmissions, total) }] : [];
  return { id: 'resubmitted', title: l10n.t('Submitted again'), items: [...sums, ...rows] };
}

function describeOne({ taskId: task, jobId: job, outcome }: Resubmission): string {
  switch (outcome) {
    case 'succeeded':
      return l10n.t('Task {task} of job {job} was submitted instead, and succeeded.', { task, job });
    case 'failed':
      return l10n.t('Task {task} of job {job} was submitted instead, and failed, too.', { task, job });
    default:
      return l10n.t('Task {task} of job {job} was submitted instead. Its end was not seen.', { task, job });
  }
}

function describeAll(resubmissions: readonly Resubmission[], total: number): string {
  const succeeded = resubmissions.filter(({ outcome }) => outcome === 'succeeded').length;
  const parts = {
    ...asCount(resubmissions.length),
    total: formatNumber(total),
    succeeded: formatNumber(succeeded),
    open: formatNumber(total - succeeded),
  };
  return plural(resubmissions.length, {
    one: l10n.t(
      '{count} of {total} tasks was submitted again. {succeeded} succeeded, so {open} are still open.',
      parts,
    ),
    other: l10n.t(
      '{count} of {total} tasks were submitted again. {succeeded} succeeded, so {open} are still open.',
      parts,
    ),
  });
}
