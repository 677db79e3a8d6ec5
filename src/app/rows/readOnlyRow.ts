import * as l10n from '@vscode/l10n';
import { toShownName } from '../../core/model/account.ts';
import { describeMissing } from '../../core/refusals/describeRights.ts';
import { joinParts } from '../../core/text/lists.ts';
import type { Accounts } from '../accounts/accounts.ts';
import { type ContextWord, toMissingWord } from './contextValue.ts';
import type { Row, RowFact } from './row.ts';
import { toSpoken } from './spoken.ts';

/** Results for unchanged rows, cached because there are many, with the words that they were created for. */
const made = new WeakMap<Row, { readonly words: string; readonly row: Row }>();

/**
 * Adds context words for menus to a row if nothing in its account may be changed, or if the user lacks some rights. The
 * account's row explains why.
 */
export function withReadOnly(
  accounts: Pick<Accounts, 'all' | 'whyRefused' | 'listMissing'>,
  accountId: string,
  row: Row,
): Row {
  const why = accounts.whyRefused(accountId);
  const missing = accounts.listMissing(accountId);
  const refusing: readonly ContextWord[] = [
    ...(why === undefined ? [] : (['readOnly'] as const)),
    ...missing.map(toMissingWord),
  ];
  if (row.kind !== 'account') return refusing.length === 0 ? row : withWords(row, refusing);
  const account = accounts.all.find(({ id }) => id === accountId);
  const words = [
    ...(row.words ?? []),
    ...(account?.isReadOnly === true ? (['locked'] as const) : []),
    ...(missing.length > 0 ? (['limited'] as const) : []),
    ...refusing,
  ];
  const facts = (): readonly RowFact[] => [
    ...(why === undefined ? [] : [{ name: l10n.t('Changes'), value: why }]),
    ...(missing.length === 0 || account === undefined
      ? []
      : [{ name: l10n.t('Permissions'), value: describeMissing(toShownName(account), missing) }]),
    ...(row.facts?.() ?? []),
  ];
  if (why === undefined) return { ...row, words, facts };
  const state = l10n.t({ message: 'read-only', comment: ['State of an account of which nothing may be changed'] });
  return {
    ...row,
    words,
    description: joinParts(state, row.description) ?? state,
    spoken: joinParts(toSpoken(row), state) ?? state,
    facts,
  };
}

function withWords(row: Row, words: readonly ContextWord[]): Row {
  const key = words.join();
  const known = made.get(row);
  if (known?.words === key) return known.row;
  const worded = { ...row, words: [...(row.words ?? []), ...words] };
  made.set(row, { words: key, row: worded });
  return worded;
}

/** Applies the user's own name to an account's row, with the real name next to it, and marks a pinned account. */
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
