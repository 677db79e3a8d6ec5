import * as l10n from '@vscode/l10n';
import type { StateSeverity } from '../../../../core/model/states.ts';
import { asCount, formatNumber } from '../../../../core/query/numbers.ts';
import { plural } from '../../../../core/text/plural.ts';
import type { AccountSnapshot } from '../../../../service/store/accountStore.ts';
import { type AccountTrouble, findAccountTrouble } from '../../accountTrouble.ts';
import { toAttentionText, toFailedTasksText } from '../../counts.ts';
import { joinParts, type Row, type RowIcon, toFacts, type Viewer } from '../../row.ts';
import { countBrokenNodes, isResizeFailed, toJobSeverity, toPoolSeverity } from '../severity.ts';
import { countTasks } from '../taskCount.ts';
import { toAccountWords, toTroubleFacts } from './stateRow.ts';

/** Tasks of the account known to have failed. */
export function countFailedTasks(snapshot: AccountSnapshot): number {
  return sum(snapshot.slice({ kind: 'jobs' }).items.map(({ id }) => countTasks(snapshot, id, 'failed') ?? 0));
}

/** Nodes of the account in a state that somebody has to look at. */
function countNodesToLookAt(snapshot: AccountSnapshot): number {
  return sum(snapshot.slice({ kind: 'pools' }).items.map((pool) => countBrokenNodes(pool, snapshot)));
}

/** An open account: what keeps it from being shown as it is stands first, since a narrow view cuts the rest. */
export function toAccountRow(snapshot: AccountSnapshot, reader: Viewer): Row {
  const { account } = snapshot;
  const failed = countFailedTasks(snapshot);
  const nodes = countNodesToLookAt(snapshot);
  const pools = snapshot.slice({ kind: 'pools' }).items.filter(isResizeFailed).length;
  const trouble = findAccountTrouble(account, snapshot, reader);
  const description = joinParts(
    trouble?.reason,
    failed > 0 && toFailedTasksText(failed),
    nodes > 0 && toNodesToLookAtText(nodes),
    account.authentication === 'sample' ? l10n.t('on this computer') : toRegion(account.endpoint),
  );
  return {
    kind: 'account',
    words: toAccountWords(account.authentication, trouble),
    label: account.name,
    ...(description === undefined ? {} : { description }),
    icon: toIcon(snapshot, failed + nodes + pools > 0, trouble),
    children: 'expanded',
    failures: failed,
    facts: () =>
      toFacts({
        ...toTroubleFacts(trouble),
        [l10n.t('Account')]: account.name,
        [l10n.t('Endpoint')]: account.endpoint,
        [l10n.t('Authentication')]: toAuthenticationText(account.authentication),
        ...countInUse(snapshot),
      }),
  };
}

function toIcon(snapshot: AccountSnapshot, hasFailures: boolean, trouble: AccountTrouble | undefined): RowIcon {
  if (hasFailures) return 'error';
  if (trouble !== undefined) return 'warning';
  return snapshot.slice({ kind: 'jobs' }).loadedAt === undefined ? 'account' : 'ok';
}

/** How many pools and nodes there are, which is what quotas limit. */
function countInUse(snapshot: AccountSnapshot): Readonly<Record<string, string>> {
  const { items, hasMore, loadedAt } = snapshot.slice({ kind: 'pools' });
  if (loadedAt === undefined) return {};
  const toText = (count: number): string => toCountText(count, hasMore);
  return {
    [l10n.t('Pools')]: toText(items.length),
    [l10n.t('Dedicated nodes')]: toText(sum(items.map((pool) => pool.currentDedicatedNodes ?? 0))),
    [l10n.t('Spot (low-priority) nodes')]: toText(sum(items.map((pool) => pool.currentLowPriorityNodes ?? 0))),
  };
}

export function toPoolsRow(snapshot: AccountSnapshot): Row {
  const { items, hasMore, loadedAt } = snapshot.slice({ kind: 'pools' });
  return {
    kind: 'pools',
    label: l10n.t('Pools'),
    ...(loadedAt === undefined
      ? {}
      : describeList(
          toCountText(items.length, hasMore),
          items.map((pool) => toPoolSeverity(pool, snapshot)),
        )),
    icon: 'none',
    children: 'expanded',
  };
}

export function toJobsRow(snapshot: AccountSnapshot): Row {
  const { items, hasMore, loadedAt } = snapshot.slice({ kind: 'jobs' });
  return {
    kind: 'jobs',
    label: l10n.t('Jobs'),
    ...(loadedAt === undefined
      ? {}
      : describeList(
          toCountText(items.length, hasMore),
          items.map((job) => toJobSeverity(job, snapshot)),
        )),
    icon: 'none',
    children: 'expanded',
  };
}

/** How many things a list has, and how many of them somebody has to look at. */
function describeList(count: string, severities: readonly StateSeverity[]): Pick<Row, 'description'> {
  const bad = severities.filter((severity) => severity === 'error' || severity === 'warning').length;
  const description = joinParts(count, bad > 0 && toAttentionText(bad));
  return description === undefined ? {} : { description };
}

/** Number of things in a list, `50+` while there are more than are loaded. */
export function toCountText(count: number, hasMore: boolean): string {
  return formatNumber(count) + (hasMore ? '+' : '');
}

export function toFailedText(count: number): string {
  return l10n.t({
    message: '{count} failed',
    args: asCount(count),
    comment: ['Number of tasks that failed'],
  });
}

function toNodesToLookAtText(number: number): string {
  const count = formatNumber(number);
  return plural(number, {
    one: l10n.t('{count} node needs attention', { count }),
    other: l10n.t('{count} nodes need attention', { count }),
  });
}

/** The region in `name.region.batch.azure.com`. */
function toRegion(endpoint: string): string | undefined {
  const labels = new URL(endpoint).hostname.split('.');
  return labels[2] === 'batch' ? labels[1] : new URL(endpoint).host;
}

function toAuthenticationText(kind: AccountSnapshot['account']['authentication']): string {
  switch (kind) {
    case 'sharedKey':
      return l10n.t('Account key');
    case 'microsoft':
      return l10n.t('Microsoft account of VS Code');
    case 'azureCli':
      return l10n.t('Azure CLI');
    case 'sample':
      return l10n.t('No sign-in needed: the account runs on this computer');
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
