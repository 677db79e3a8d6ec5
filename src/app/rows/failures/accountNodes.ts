import * as l10n from '@vscode/l10n';
import type { Cause } from '../../../core/diagnosis/causes/causes.ts';
import { toShownName } from '../../../core/model/account.ts';
import type { JudgedSuccess } from '../../../core/model/taskVerdict.ts';
import { joinParts } from '../../../core/text/lists.ts';
import { formatCount, sayCount } from '../../../core/words/count.ts';
import type { AccountSnapshot } from '../../../service/store/accountStore.ts';
import { toCoverage } from '../../causes/coverage.ts';
import { describeJobsInNeed } from '../../lists/endingJobs.ts';
import { byAccountUrgency, type RankedAccount } from '../accountOrder.ts';
import { findAccountTrouble, isOutOfDate } from '../accountTrouble.ts';
import { findAccountAge, toAsOfText } from '../ages.ts';
import { judgeAccount } from '../explorer/rows/accountRow.ts';
import { toAccountWords } from '../explorer/rows/stateRow.ts';
import { countVerdicts } from '../explorer/verdictRows.ts';
import { type Row, type RowIcon, toFacts, type Viewer } from '../row.ts';
import { toNamed } from '../spoken.ts';
import { judgeCause } from './causeRows.ts';
import { describeCoverage } from './coverageRows.ts';
import type { FailureNode } from './failureNodes.ts';
import { toNothingFailed } from './nothingFailed.ts';

interface ShownAccount {
  readonly snapshot: AccountSnapshot;
  readonly causes: readonly Cause[];
  readonly nodes: readonly FailureNode[];
  readonly judged?: JudgedSuccess | undefined;
}

/** Creates a row for each of several accounts, in the order of the explorer, then by number of failures. */
export function toAccountNodes(accounts: readonly ShownAccount[], reader: Viewer): readonly FailureNode[] {
  return accounts
    .map((shown) => ({ shown, health: findHealth(shown, reader), rank: toRanked(shown) }))
    .sort(
      (one, other) =>
        byAccountUrgency(one.rank, other.rank) ||
        countFailures(other.shown) - countFailures(one.shown) ||
        toAccountName(one.shown).localeCompare(toAccountName(other.shown)),
    )
    .map(({ shown, health }) => toAccountNode(shown, health));
}

function toRanked(shown: ShownAccount): RankedAccount {
  const { snapshot } = shown;
  return { account: snapshot.account, hasFailures: countFailures(shown) > 0, isOutOfDate: isOutOfDate(snapshot) };
}

interface Health {
  readonly trouble: ReturnType<typeof findAccountTrouble>;
  /** Why the account's current state is not shown, or the time of the displayed state. */
  readonly lack: string | undefined;
  readonly icon: RowIcon | undefined;
  readonly inNeed: string | undefined;
}

function findHealth({ snapshot }: ShownAccount, reader: Viewer): Health {
  const trouble = findAccountTrouble(snapshot.account, snapshot, reader);
  const inNeed = describeJobsInNeed(snapshot, reader.now);
  return {
    trouble,
    lack: trouble?.reason ?? toAsOfText(findAccountAge(snapshot, reader), reader),
    icon: judgeAccount(snapshot, trouble, inNeed !== undefined),
    inNeed,
  };
}

function countFailures({ causes }: ShownAccount): number {
  return causes.reduce((sum, { failures }) => sum + failures.length, 0);
}

function toAccountName({ snapshot }: ShownAccount): string {
  return toShownName(snapshot.account);
}

function toAccountNode(shown: ShownAccount, health: Health): FailureNode {
  const { snapshot, nodes } = shown;
  const { id } = snapshot.account;
  return {
    id: JSON.stringify([id]),
    resource: { kind: 'account', accountId: id },
    row: toAccountRow(shown, health),
    children: nodes,
  };
}

function toAccountRow({ snapshot, causes, nodes, judged }: ShownAccount, { trouble, lack, icon, inNeed }: Health): Row {
  const { name, endpoint, authentication } = snapshot.account;
  const coverages = [toCoverage(snapshot)];
  const seeming = countVerdicts(judged?.found.map(({ verdict }) => verdict) ?? []);
  const describe = (format: typeof formatCount): string | undefined =>
    joinParts(
      lack,
      describeCoverage(coverages, format),
      causes.length === 0 && toNothingFailed([snapshot]),
      seeming,
      inNeed,
    );
  const description = describe(formatCount);
  return {
    kind: 'account',
    words: toAccountWords(authentication, trouble),
    label: name,
    ...(description === undefined ? {} : { description }),
    spoken: joinParts(toNamed({ kind: 'account', label: name }), describe(sayCount)) ?? name,
    icon: judge(causes, icon, seeming !== undefined),
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

/** Returns the icon for the worst state among an account's causes and its row in the explorer. */
function judge(causes: readonly Cause[], ofAccount: RowIcon | undefined, isDoubted: boolean): RowIcon {
  if (causes.some((cause) => judgeCause(cause) === 'error')) return 'error';
  return ofAccount ?? (causes.length > 0 || isDoubted ? 'warning' : 'account');
}
