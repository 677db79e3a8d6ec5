import { commands, l10n } from 'vscode';
import { formatNumber } from '../../../core/query/numbers.ts';
import type { Command, CommandServices } from '../command.ts';
import { refuseLostRows } from '../lostRows.ts';
import { resolve } from '../resolve.ts';
import { toHit } from '../targets.ts';
import { retry } from '../task/retry.ts';
import { countUnread } from './unread.ts';

/** Opens the explanation of a cause: that of its newest failure. Of several causes it is the one under the mouse. */
export const explainCause: Command = async (_services, args) => {
  refuseLostRows(args);
  const [newest] = toHit(args[0]) ?? [];
  if (newest !== undefined) await commands.executeCommand(`azureBatch.${newest.kind}.explain`, newest);
};

/** Retries every task that a cause hit, or several causes that were selected. */
export const retryCause: Command = async (services, args) => {
  refuseLostRows(args);
  const rows = toRows(args);
  const hit = rows.flatMap((row) => toHit(row) ?? []);
  const tasks = await resolve(services, 'task', hit.length === 0 ? args : [hit], { many: true });
  await retry(services, tasks, toNotes(services, rows));
};

/** What was not read may have the cause of one of `rows` as well, and is left as it is. */
export function toNotes({ accounts }: Pick<CommandServices, 'accounts'>, rows: readonly unknown[]): readonly string[] {
  const unread = countUnread(rows, (accountId) => accounts.findStore(accountId)?.snapshot);
  if (unread === 0) return [];
  return [
    unread === 1
      ? l10n.t('1 more failed task has not been read: if it has this cause, it is left as it is.')
      : l10n.t(
          '{0} more failed tasks have not been read: those of them that have this cause are left as they are.',
          formatNumber(unread),
        ),
  ];
}

/** The rows that a command was called on. */
function toRows([row, selection]: readonly unknown[]): readonly unknown[] {
  return Array.isArray(selection) && selection.length > 0 ? selection : [row];
}
