import * as l10n from '@vscode/l10n';
import type { Cause } from '../../../core/diagnosis/causes/causes.ts';
import type { AccountSnapshot } from '../../../service/store/accountStore.ts';
import { type AccountTrouble, findAccountTrouble } from '../accountTrouble.ts';
import { toAccountWords } from '../explorer/rows/stateRow.ts';
import { joinParts, type Row, toFacts, type Viewer } from '../row.ts';
import { describeCoverage, toCoverage } from './coverage.ts';
import type { FailureNode } from './failureNodes.ts';
import { toNothingFailed } from './nothingFailed.ts';

/** An account, what failed in it, and the rows that say so. */
interface ShownAccount {
  readonly snapshot: AccountSnapshot;
  readonly causes: readonly Cause[];
  readonly nodes: readonly FailureNode[];
}

/**
 * A row for each of several accounts: those first that can't be shown as they are, with the reason, since what they lack
 * nobody sees; then those in which most failed.
 */
export function toAccountNodes(accounts: readonly ShownAccount[], reader: Viewer): readonly FailureNode[] {
  return accounts
    .map((account) => ({ account, trouble: findAccountTrouble(account.snapshot.account, account.snapshot, reader) }))
    .sort(
      (one, other) =>
        Number(other.trouble !== undefined) - Number(one.trouble !== undefined) ||
        countFailures(other.account) - countFailures(one.account) ||
        toName(one.account).localeCompare(toName(other.account)),
    )
    .map(({ account, trouble }) => toAccountNode(account, trouble));
}

function countFailures({ causes }: ShownAccount): number {
  return causes.reduce((sum, { failures }) => sum + failures.length, 0);
}

function toName({ snapshot }: ShownAccount): string {
  return snapshot.account.name;
}

function toAccountNode(shown: ShownAccount, trouble: AccountTrouble | undefined): FailureNode {
  const { snapshot, nodes } = shown;
  const { id } = snapshot.account;
  return {
    id: JSON.stringify([id]),
    resource: { kind: 'account', accountId: id },
    row: toRow(shown, trouble),
    children: nodes,
  };
}

function toRow({ snapshot, causes, nodes }: ShownAccount, trouble: AccountTrouble | undefined): Row {
  const { name, endpoint, authentication } = snapshot.account;
  const description = joinParts(
    trouble?.reason,
    describeCoverage([toCoverage(snapshot)]),
    causes.length === 0 && toNothingFailed([snapshot]),
  );
  return {
    kind: 'account',
    words: toAccountWords(authentication, trouble),
    label: name,
    ...(description === undefined ? {} : { description }),
    icon: trouble !== undefined ? 'warning' : causes.length > 0 ? 'error' : 'account',
    children: nodes.length > 0 ? 'expanded' : 'none',
    ...(trouble?.wayIn === undefined ? {} : { command: trouble.wayIn }),
    facts: () =>
      toFacts({
        [l10n.t('Problem')]: trouble?.message,
        [l10n.t('What to do')]: trouble?.hint,
        [l10n.t('Endpoint')]: endpoint,
      }),
  };
}
