import * as l10n from '@vscode/l10n';
import { readMember } from '../../../core/model/readMember.ts';
import { isResource, type JobResource, type Resource, toKey } from '../../../core/model/resource.ts';
import { plural } from '../../../core/text/plural.ts';
import { addCounts, type Count, formatCount } from '../../../core/words/count.ts';
import { formatNumber } from '../../../core/words/numbers.ts';
import type { AccountSnapshot } from '../../../service/store/accountStore.ts';
import type { App } from '../../app.ts';
import { countRead, toCoverage } from '../../causes/coverage.ts';
import type { CauseSet } from '../../causes/knownCauses.ts';
import { isAllCounted } from '../../lists/taskCount.ts';
import { toRows } from '../targets/targets.ts';
import { retry } from '../task/retry.ts';
import type { Command, RemedyContribution } from '../verb/contribution.ts';
import { findTasks } from './findTasks.ts';

export const contribution: RemedyContribution = {
  title: 'Retry All Tasks with This Cause…',
  icon: 'debug-restart',
  effect: 'changes',
  needs: 'changeJobs',
  palette: 'never',
  remedy: (cause) => describeRetry(cause?.count ?? 0, cause?.title),
  rows: [
    { on: 'failureGroup', if: 'retryable', unless: 'repeated', at: 'inline@2' },
    { on: 'failureGroup', if: 'retryable', at: '3_putRight@1' },
  ],
};

/** Returns a label for retrying tasks: without ellipsis for one task, which is retried without asking if possible. */
function describeRetry(number: number, title: string | undefined): string {
  const count = formatNumber(number);
  if (title !== undefined)
    return plural(number, {
      one: l10n.t('Retry {count} Task: {title}', { count, title }),
      other: l10n.t('Retry {count} Tasks: {title}…', { count, title }),
    });
  return plural(number, {
    one: l10n.t('Retry {count} Task with This Cause', { count }),
    other: l10n.t('Retry All {count} Tasks with This Cause…', { count }),
  });
}

/** Retries every task affected by a cause, by several selected causes, or by the cause of a document. */
export const run: Command = async (services, args) => {
  const tasks = await findTasks(services, args);
  const rows = toRows(args);
  await retry(services, tasks, toNotes(services, rows));
};

/** Lists notes about failed tasks that were not read. They may have the same causes and are not retried. */
export function toNotes(
  { accounts, causes }: Pick<App, 'accounts' | 'causes'>,
  rows: readonly unknown[],
): readonly string[] {
  const unread = countUnreadTasks(
    rows,
    (accountId) => accounts.findStore(accountId)?.snapshot,
    (job) => {
      const store = accounts.findStore(job.accountId);
      return store && causes.shownOf(store, job);
    },
  );
  if (unread.count === 0) {
    if (unread.isComplete) return [];
    return [
      l10n.t(
        "Not all jobs have been counted. Failed tasks in the others aren't retried, even if they have this cause.",
      ),
    ];
  }
  const count = formatCount(unread);
  return [
    plural(unread.count, {
      one: l10n.t("{count} more failed task hasn't been checked and isn't retried, even if it has this cause.", {
        count,
      }),
      other: l10n.t(
        "{count} more failed tasks haven't been checked and aren't retried, even if they have this cause.",
        { count },
      ),
    }),
  ];
}

type FindShown = (job: JobResource) => Pick<CauseSet, 'read' | 'total' | 'isComplete'> | undefined;

/**
 * Counts the unread failed tasks that may have the cause of one of `rows`. The explorer shows the causes of a job; the
 * failures view shows those of an account.
 * @param findShown the part of a job that the views have read; when undefined, its loaded task list is counted
 */
export function countUnreadTasks(
  rows: readonly unknown[],
  findSnapshot: (accountId: string) => AccountSnapshot | undefined,
  findShown: FindShown = () => undefined,
): Count {
  const places = new Map(rows.flatMap(toRowPlace).map((place) => [toKey(place), place]));
  const counts = [...places.values()].map((place) => {
    const snapshot = findSnapshot(place.accountId);
    return snapshot === undefined ? { count: 0, isComplete: true } : countUnreadIn(place, snapshot, findShown);
  });
  return addCounts(counts);
}

/** Returns the account or job whose failures were grouped into the cause of a row. */
function toRowPlace(row: unknown): readonly Resource[] {
  const resource = readMember(row, 'resource');
  if (!isResource(resource)) return [];
  const isPlace = readMember(row, 'place') !== undefined || readMember(row, 'document') === 'cause';
  return [isPlace ? resource : { kind: 'account', accountId: resource.accountId }];
}

function countUnreadIn(place: Resource, snapshot: AccountSnapshot, findShown: FindShown): Count {
  if (place.kind === 'job') {
    const list = snapshot.slice({ kind: 'tasks', jobId: place.jobId, group: 'failed' });
    const counts = snapshot.taskCounts.get(place.jobId);
    const isComplete = !list.hasMore || counts !== undefined;
    const known = findShown(place) ?? { ...countRead(list, counts), isComplete };
    return { count: known.total - known.read, isComplete: known.isComplete };
  }
  const { read, total, counted } = toCoverage(snapshot);
  return { count: total - read, isComplete: isAllCounted(counted) };
}
