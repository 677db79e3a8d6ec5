import * as l10n from '@vscode/l10n';
import type { TaskCounts } from '../../../core/model/job.ts';
import type { Task } from '../../../core/model/task.ts';
import { formatNumber } from '../../../core/query/numbers.ts';
import type { AccountSnapshot, Scope, Slice } from '../../../service/store/accountStore.ts';
import { toCommandId } from '../../commandId.ts';
import { joinParts, type Row } from '../row.ts';

/** How much of what failed in an account has been read. */
export interface Coverage {
  /** Failed tasks that were read, and that there are as far as they were counted. */
  readonly read: number;
  readonly total: number;
  /** Jobs with failed tasks. */
  readonly jobs: readonly string[];
  /** Those of which some were not read. */
  readonly unreadJobs: readonly string[];
  /** How many jobs were looked at, and whether there are more. */
  readonly knownJobs: number;
  readonly hasMoreJobs: boolean;
  /** A list that could not be read. */
  readonly missing?: Scope;
  /** A list of which something came damaged. */
  readonly damaged?: Scope;
}

/** By what the service counts, and for lists that were read to their end by these. */
export function toCoverage(snapshot: AccountSnapshot): Coverage {
  const jobs = snapshot.slice({ kind: 'jobs' });
  const failing = jobs.items.map(({ id }) => ({ id, ...countOfJob(snapshot, id) })).filter(({ total }) => total > 0);
  const lists = listLists(snapshot);
  const missing = lists.find((scope) => snapshot.slice(scope).error !== undefined);
  const damaged = lists.find((scope) => snapshot.slice(scope).damaged !== undefined);
  return {
    read: failing.reduce((sum, { read }) => sum + read, 0),
    total: failing.reduce((sum, { total }) => sum + total, 0),
    jobs: failing.map(({ id }) => id),
    unreadJobs: failing.filter(({ read, total }) => read < total).map(({ id }) => id),
    knownJobs: jobs.items.length,
    hasMoreJobs: jobs.hasMore,
    ...(missing === undefined ? {} : { missing }),
    ...(damaged === undefined ? {} : { damaged }),
  };
}

/** All lists in which failures of an account are looked for. */
function listLists(snapshot: AccountSnapshot): readonly Scope[] {
  const pools = snapshot.slice({ kind: 'pools' }).items;
  const jobs = snapshot.slice({ kind: 'jobs' }).items;
  return [
    { kind: 'pools' },
    { kind: 'jobs' },
    ...jobs.flatMap(({ id }): readonly Scope[] => [
      { kind: 'failures', jobId: id },
      { kind: 'preparation', jobId: id },
    ]),
    ...pools.map(({ id }) => ({ kind: 'nodes', poolId: id }) as const),
  ];
}

function countOfJob(snapshot: AccountSnapshot, jobId: string): Pick<Coverage, 'read' | 'total'> {
  return countRead(snapshot.slice({ kind: 'failures', jobId }), snapshot.taskCounts.get(jobId));
}

/** How many failed tasks of a job a list of them has, and how many there are: the counts of the service lag. */
export function countRead(
  { items, hasMore, loadedAt }: Slice<Task>,
  counts: TaskCounts | undefined,
): Pick<Coverage, 'read' | 'total'> {
  const read = items.length;
  const isWhole = loadedAt !== undefined && !hasMore;
  return { read, total: isWhole ? read : Math.max(read, counts?.failed ?? 0) };
}

/** How many failed tasks there are, how many of them were read, and in how many jobs: `1,000 of 2,345 failed tasks read · 3 jobs`. */
export function describeCoverage(coverages: readonly Coverage[]): string | undefined {
  const read = sum(coverages.map((coverage) => coverage.read));
  const total = sum(coverages.map((coverage) => coverage.total));
  const jobs = sum(coverages.map((coverage) => coverage.jobs.length));
  if (total === 0) return undefined;
  return joinParts(
    read < total
      ? l10n.t('{0} of {1} failed tasks read', formatNumber(read), formatNumber(total))
      : total === 1
        ? l10n.t('1 failed task')
        : l10n.t('{0} failed tasks', formatNumber(total)),
    jobs === 1 ? l10n.t('1 job') : l10n.t('{0} jobs', formatNumber(jobs)),
  );
}

const command = toCommandId('failures.loadMore');

/** Says how many failed tasks were not read; a click reads more of them. Undefined when all were. */
export function toUnreadRow({ read, total, unreadJobs }: Coverage, accountName: string | undefined): Row | undefined {
  const unread = total - read;
  if (unread <= 0) return undefined;
  const description = joinParts(
    unreadJobs.length <= 2 ? unreadJobs.join(', ') : l10n.t('{0} jobs', formatNumber(unreadJobs.length)),
    accountName,
  );
  return {
    kind: 'more',
    label:
      unread === 1
        ? l10n.t('1 more failed task not read')
        : l10n.t('{0} more failed tasks not read', formatNumber(unread)),
    ...(description === undefined ? {} : { description }),
    icon: 'more',
    children: 'none',
    command,
    facts: () => [
      { name: l10n.t('Read'), value: l10n.t('{0} of {1} failed tasks', formatNumber(read), formatNumber(total)) },
      { name: l10n.t('Why'), value: l10n.t('So many are read unasked that this window stays fast.') },
      { name: l10n.t('What to do'), value: l10n.t('Click to read more of them.') },
    ],
  };
}

/** Says of how many jobs it is not known how many tasks failed; a click asks again. Undefined when it is of all. */
export function toUncountedRow(jobs: readonly string[], accountName: string | undefined): Row | undefined {
  if (jobs.length === 0) return undefined;
  const description = joinParts(jobs.length <= 2 && jobs.join(', '), accountName);
  return {
    kind: 'more',
    label:
      jobs.length === 1
        ? l10n.t('Failed tasks of 1 job not counted')
        : l10n.t('Failed tasks of {0} jobs not counted', formatNumber(jobs.length)),
    ...(description === undefined ? {} : { description }),
    icon: 'more',
    children: 'none',
    command,
    facts: () => [
      { name: l10n.t('Why'), value: l10n.t('The service did not say how many of their tasks failed.') },
      { name: l10n.t('What to do'), value: l10n.t('Click to ask again.') },
    ],
  };
}

/** Says that there are jobs that were not looked at; a click looks at more of them. Undefined when there are none. */
export function toMoreJobsRow({ knownJobs, hasMoreJobs }: Coverage, accountName: string | undefined): Row | undefined {
  if (!hasMoreJobs) return undefined;
  const description = joinParts(l10n.t('after the first {0}', formatNumber(knownJobs)), accountName);
  return {
    kind: 'more',
    label: l10n.t('More jobs not looked at'),
    ...(description === undefined ? {} : { description }),
    icon: 'more',
    children: 'none',
    command,
    facts: () => [{ name: l10n.t('What to do'), value: l10n.t('Click to look at more jobs.') }],
  };
}

/** Says how many logs were not read that would tell more; a click reads more of them. Undefined when there are none. */
export function toUnreadLogsRow(unread: number, accountName: string | undefined): Row | undefined {
  if (unread <= 0) return undefined;
  return {
    kind: 'more',
    label: unread === 1 ? l10n.t('1 log not read') : l10n.t('{0} logs not read', formatNumber(unread)),
    ...(accountName === undefined ? {} : { description: accountName }),
    icon: 'more',
    children: 'none',
    command,
    facts: () => [
      {
        name: l10n.t('Why'),
        value: l10n.t(
          'These tasks ended alike, and other tasks that did so failed for several causes, or their logs are gone.',
        ),
      },
      { name: l10n.t('What to do'), value: l10n.t('Click to read more of them.') },
    ],
  };
}

/** The last row of a cause with more failures than are shown at once. */
export function toMoreFailuresRow(hidden: number): Row {
  const label = l10n.t('Show more of {0} others', formatNumber(hidden));
  return { kind: 'more', label, icon: 'more', children: 'none', command };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
