import * as l10n from '@vscode/l10n';
import type { Account } from '../../core/model/account.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { ContextWord } from './contextValue.ts';
import { joinParts, type Row } from './row.ts';
import { toSpoken } from './spoken.ts';

/** What was made of rows that have not changed since, which are many. */
const made = new WeakMap<Row, Row>();

/** A row as it reads while nothing of its account may be changed: menus see it, and the account's row says why. */
export function withReadOnly(accounts: Pick<Accounts, 'all' | 'whyReadOnly'>, accountId: string, row: Row): Row {
  const why = accounts.whyReadOnly(accountId);
  if (row.kind !== 'account')
    return why === undefined ? row : remember(row, () => ({ ...row, words: [...(row.words ?? []), 'readOnly'] }));
  const account = accounts.all.find(({ id }) => id === accountId);
  const words = [...(row.words ?? []), ...toWords(account, why)];
  if (why === undefined) return { ...row, words };
  const state = l10n.t({ message: 'read-only', comment: ['State of an account of which nothing may be changed'] });
  return {
    ...row,
    words,
    description: joinParts(state, row.description) ?? state,
    spoken: joinParts(toSpoken(row), state) ?? state,
    facts: () => [{ name: l10n.t('Changes'), value: why }, ...(row.facts?.() ?? [])],
  };
}

function toWords(account: Account | undefined, why: string | undefined): readonly ContextWord[] {
  return [
    ...(account?.isReadOnly === true ? (['locked'] as const) : []),
    ...(why === undefined ? [] : (['readOnly'] as const)),
  ];
}

function remember(row: Row, make: () => Row): Row {
  const known = made.get(row) ?? make();
  made.set(row, known);
  return known;
}
