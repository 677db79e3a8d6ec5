import * as l10n from '@vscode/l10n';
import { joinParts } from '../../core/text/lists.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Row } from './row.ts';

/**
 * An account's row under the user's own name for it, with the account's real name beside it, marked if it is pinned.
 */
export function withWishes(accounts: Pick<Accounts, 'all'>, accountId: string, row: Row): Row {
  if (row.kind !== 'account') return row;
  const { isPinned = false, label } = accounts.all.find(({ id }) => id === accountId) ?? {};
  if (label === undefined && !isPinned) return row;
  const pinned = isPinned && l10n.t({ message: 'pinned', comment: ['An account that stands before others'] });
  const description = joinParts(row.description, label !== undefined && row.label, pinned);
  return {
    ...row,
    words: [...(row.words ?? []), ...(isPinned ? (['pinned'] as const) : [])],
    ...(label === undefined ? {} : { label }),
    ...(description === undefined ? {} : { description }),
    ...(row.spoken === undefined ? {} : { spoken: joinParts(label, row.spoken, pinned) ?? row.spoken }),
  };
}
