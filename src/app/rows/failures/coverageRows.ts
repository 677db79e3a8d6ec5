import * as l10n from '@vscode/l10n';
import { sum } from '../../../core/extremes.ts';
import { joinParts, listPlain } from '../../../core/text/lists.ts';
import { plural } from '../../../core/text/plural.ts';
import { formatCount } from '../../../core/words/count.ts';
import { asCount, formatNumber } from '../../../core/words/numbers.ts';
import type { Coverage } from '../../causes/coverage.ts';
import { firstLimits } from '../../causes/failureLoader.ts';
import { toCommandId } from '../../commandId.ts';
import { addCountedJobs, describeCounted, isAllCounted } from '../../lists/taskCount.ts';
import { toFailedTasksText, toJobsText, toResolvedText } from '../counts.ts';
import type { Row } from '../row.ts';

/**
 * Describes how many failed tasks there are, how many were read, in how many jobs, and what is still unknown: `1,000 of
 * ≥ 2,345 failed tasks read · ≥ 3 jobs · 312 of 1,000 jobs counted`. `format` formats the numbers for display or for
 * screen readers.
 */
export function describeCoverage(coverages: readonly Coverage[], format = formatCount): string | undefined {
  const resolved = sum(coverages.map((coverage) => coverage.resolved));
  const read = sum(coverages.map((coverage) => coverage.read)) - resolved;
  const isComplete = coverages.every(({ counted }) => isAllCounted(counted));
  const total = { count: sum(coverages.map((coverage) => coverage.total)) - resolved, isComplete };
  const jobs = { count: sum(coverages.map((coverage) => coverage.jobs.length)), isComplete };
  const counted = describeCounted(addCountedJobs(coverages.map((coverage) => coverage.counted)));
  const left = resolved > 0 && toResolvedText(resolved);
  if (total.count <= 0) return joinParts(left, counted);
  const tasks = { read: formatNumber(read), total: format(total) };
  return joinParts(
    read < total.count ? l10n.t('{read} of {total} failed tasks read', tasks) : toFailedTasksText(total, format),
    toJobsText(jobs, format),
    left,
    counted,
  );
}

const command = toCommandId('failures.loadMore');

/** Creates a row with the number of unread failed tasks. A click reads more of them. Undefined if there are none. */
export function toUnreadRow({ read, total, unread: jobs }: Coverage): Row | undefined {
  const unread = total - read;
  if (unread <= 0) return undefined;
  const description = joinParts(jobs.size <= 2 ? listPlain([...jobs.keys()]) : toJobsText(jobs.size));
  return {
    kind: 'more',
    label: plural(unread, {
      one: l10n.t('{count} more failed task not read', asCount(unread)),
      other: l10n.t('{count} more failed tasks not read', asCount(unread)),
    }),
    ...(description === undefined ? {} : { description }),
    icon: 'more',
    children: 'none',
    command,
    facts: () => [
      {
        name: l10n.t('Read'),
        value: l10n.t('{read} of {total} failed tasks', { read: formatNumber(read), total: formatNumber(total) }),
      },
      {
        name: l10n.t('Why'),
        value: l10n.t('The extension reads a limited number at first, to keep this window responsive.'),
      },
      {
        name: l10n.t('What to do'),
        value: l10n.t('Select this row to read up to {tasks} more, and up to {tasksPerJob} more from each job.', {
          tasks: formatNumber(firstLimits.tasks),
          tasksPerJob: formatNumber(firstLimits.tasksPerJob),
        }),
      },
    ],
  };
}

/**
 * Creates a row with the number of jobs whose failed tasks are not counted. A click requests these numbers again.
 * Undefined if there are none.
 */
export function toUncountedRow(jobs: readonly string[]): Row | undefined {
  if (jobs.length === 0) return undefined;
  const description = joinParts(jobs.length <= 2 && listPlain(jobs));
  return {
    kind: 'more',
    label: plural(jobs.length, {
      one: l10n.t('Failed tasks in {count} job not counted', asCount(jobs.length)),
      other: l10n.t('Failed tasks in {count} jobs not counted', asCount(jobs.length)),
    }),
    ...(description === undefined ? {} : { description }),
    icon: 'more',
    children: 'none',
    command,
    facts: () => [
      { name: l10n.t('Why'), value: l10n.t('Azure Batch did not report how many tasks failed.') },
      { name: l10n.t('What to do'), value: l10n.t('Select this row to try again.') },
    ],
  };
}

/** Creates a row for further jobs to check. A click checks more of them. Undefined if there are none. */
export function toMoreJobsRow({ counted }: Coverage): Row | undefined {
  if (!counted.hasMore) return undefined;
  const description = joinParts(
    l10n.t({
      message: 'after the first {count}',
      args: asCount(counted.known),
      comment: ['Number of jobs that were read'],
    }),
  );
  return {
    kind: 'more',
    label: l10n.t('More jobs not read'),
    ...(description === undefined ? {} : { description }),
    icon: 'more',
    children: 'none',
    command,
    facts: () => [{ name: l10n.t('What to do'), value: l10n.t('Select this row to read more jobs.') }],
  };
}

/**
 * Creates a row with the number of unread logs that could explain more. A click reads more of them. Undefined if there
 * are none.
 */
export function toUnreadLogsRow(unread: number): Row | undefined {
  if (unread <= 0) return undefined;
  return {
    kind: 'more',
    label: plural(unread, {
      one: l10n.t('{count} log not read', asCount(unread)),
      other: l10n.t('{count} logs not read', asCount(unread)),
    }),
    icon: 'more',
    children: 'none',
    command,
    facts: () => [
      {
        name: l10n.t('Why'),
        value: l10n.t(
          'Other tasks with the same error code, exit code, and command failed for several reasons, or their logs are gone.',
        ),
      },
      { name: l10n.t('What to do'), value: l10n.t('Select this row to read more.') },
    ],
  };
}

/** Creates the last row of a cause with more failures than are shown at once. */
export function toMoreFailuresRow(hidden: number): Row {
  const label = plural(hidden, {
    one: l10n.t('Show {count} more', asCount(hidden)),
    other: l10n.t('Show more of the other {count}', asCount(hidden)),
  });
  return { kind: 'more', label, icon: 'more', children: 'none', command };
}
