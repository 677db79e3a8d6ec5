import { commands, env, l10n } from 'vscode';
import type { Resource, TaskResource } from '../../../core/model/resource.ts';
import { isResource } from '../../../core/model/resourceChain.ts';
import { formatNumber } from '../../../core/query/numbers.ts';
import { toCoverage } from '../../views/failures/coverage.ts';
import type { Command, CommandServices } from '../command.ts';
import { refuseLostRows } from '../lostRows.ts';
import { resolve } from '../resolve.ts';
import { type RetryServices, retry } from '../task/retry.ts';

/** Opens the explanation of a cause: that of its newest failure. */
export const explainCause: Command = async (_services, args) => {
  refuseLostRows(args);
  const [newest] = toHit(args);
  if (newest !== undefined) await commands.executeCommand(`azureBatch.${newest.kind}.explain`, newest);
};

/** Retries every task that a cause hit, or several causes that were selected. */
export const retryCause: Command = async (services, args) => {
  refuseLostRows(args);
  const hit = toHit(args);
  const tasks = await resolve(services, 'task', hit.length === 0 ? args : [hit], { many: true });
  await retryHit(services, tasks);
};

/** Retries tasks of a cause, and says which others may have it. */
export async function retryHit(services: RetryServices, tasks: readonly TaskResource[]): Promise<void> {
  await retry(services, tasks, toNotes(services, tasks));
}

/** What of the accounts of `tasks` was not read may have the same cause, and is left as it is. */
function toNotes({ accounts }: Pick<CommandServices, 'accounts'>, tasks: readonly TaskResource[]): readonly string[] {
  const ids = new Set(tasks.map(({ accountId }) => accountId));
  const unread = [...ids]
    .flatMap((id) => accounts.findStore(id) ?? [])
    .map(({ snapshot }) => toCoverage(snapshot))
    .reduce((sum, { read, total }) => sum + total - read, 0);
  if (unread <= 0) return [];
  return [
    l10n.t(
      '{0} more failed tasks have not been read: those of them that have this cause are left as they are.',
      formatNumber(unread, env.language),
    ),
  ];
}

/** Everything that the causes of rows of the failures view hit, newest first. */
function toHit([row, selection]: readonly unknown[]): readonly Resource[] {
  const rows: readonly unknown[] = Array.isArray(selection) && selection.length > 0 ? selection : [row];
  return rows.flatMap(toHitOf);
}

function toHitOf(row: unknown): readonly Resource[] {
  if (typeof row !== 'object' || row === null) return [];
  const resources: unknown = Reflect.get(row, 'resources');
  return Array.isArray(resources) ? resources.filter(isResource) : [];
}
