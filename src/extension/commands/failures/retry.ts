import { l10n } from 'vscode';
import { BatchError } from '../../../core/model/batchError.ts';
import type { Resource } from '../../../core/model/resource.ts';
import { formatCount } from '../../../core/query/count.ts';
import { formatNumber } from '../../../core/query/numbers.ts';
import { isUnread } from '../../../core/query/unreadFailures.ts';
import { plural } from '../../../core/text/plural.ts';
import { followCause } from '../../evidence/followCause.ts';
import { tellCauses } from '../../evidence/knownCauses.ts';
import type { Command, CommandServices } from '../command.ts';
import type { RemedyContribution } from '../contribution.ts';
import { refuseLostRows } from '../lostRows.ts';
import { resolve } from '../resolve.ts';
import { toHit, toRows } from '../targets.ts';
import { retry } from '../task/retry.ts';
import { toCauseTarget } from './toCauseTarget.ts';
import { countUnreadTasks } from './unread.ts';

export const contribution: RemedyContribution = {
  title: 'Retry All Tasks of This Cause…',
  icon: 'debug-restart',
  effect: 'changes',
  palette: 'never',
  remedy: (cause) => describeRetry(cause?.count ?? 0, cause?.title),
  rows: [
    { on: 'failureGroup', if: 'retryable', at: 'inline@2' },
    { on: 'failureGroup', if: 'retryable', at: '3_putRight@1' },
  ],
};

function describeRetry(number: number, title: string | undefined): string {
  const count = formatNumber(number);
  if (title !== undefined)
    return plural(number, {
      one: l10n.t('Retry {count} Task: {title}…', { count, title }),
      other: l10n.t('Retry {count} Tasks: {title}…', { count, title }),
    });
  return plural(number, {
    one: l10n.t('Retry {count} Task of This Cause…', { count }),
    other: l10n.t('Retry All {count} Tasks of This Cause…', { count }),
  });
}

/** Retries every task that a cause hit, or several causes that were selected, or the one that a document is about. */
export const run: Command = async (services, args) => {
  refuseLostRows(args);
  const rows = toRows(args);
  if (rows.some((row) => isUnread(toCauseTarget(row) ?? {}))) {
    throw new BatchError({
      code: 'InvalidInput',
      message: l10n.t(
        'These tasks have not been read, and may have failed for different reasons. Select Read More Failed Tasks first, or retry the failed tasks of a job.',
      ),
    });
  }
  const hit = (await Promise.all(rows.map((row) => findHit(services, row)))).flat();
  const tasks = await resolve(services, 'task', hit.length === 0 ? args : [hit], { many: true });
  await retry(services, tasks, toNotes(services, rows));
};

/** What the cause of a row hit, or that of a document as it is told now. Throws `InvalidInput` when it hits nothing more. */
async function findHit({ accounts, causes }: CommandServices, row: unknown): Promise<readonly Resource[]> {
  const hit = toHit(row);
  const target = hit === undefined ? toCauseTarget(row) : undefined;
  if (target === undefined) return hit ?? [];
  const store = await accounts.getStore(target.resource.accountId);
  const { now } = followCause(store, await tellCauses(causes, store, target.resource), target);
  const [cause, ...others] = now;
  if (others.length > 0)
    throw new BatchError({
      code: 'InvalidInput',
      message: l10n.t('The logs that were read since tell several causes. Retry each of them by itself.'),
    });
  if (cause === undefined)
    throw new BatchError({
      code: 'InvalidInput',
      message: l10n.t('No failure that was read has this cause now.'),
    });
  return cause.failures.map(({ failing }) => failing.resource);
}

/** What was not read may have the cause of one of `rows` as well, and is left as it is. */
export function toNotes({ accounts }: Pick<CommandServices, 'accounts'>, rows: readonly unknown[]): readonly string[] {
  const unread = countUnreadTasks(rows, (accountId) => accounts.findStore(accountId)?.snapshot);
  if (unread.count === 0) {
    if (unread.isComplete) return [];
    return [
      l10n.t(
        'Not all jobs have been counted. Failed tasks of the others are not retried, even if they have this cause.',
      ),
    ];
  }
  const count = formatCount(unread);
  return [
    plural(unread.count, {
      one: l10n.t('{count} more failed task has not been read and is not retried, even if it has this cause.', {
        count,
      }),
      other: l10n.t('{count} more failed tasks have not been read and are not retried, even if they have this cause.', {
        count,
      }),
    }),
  ];
}
