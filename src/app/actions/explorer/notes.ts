import * as l10n from '@vscode/l10n';
import type { AccountSnapshot, Slice } from '../../../service/store/accountStore.ts';
import { toPortalRule } from '../account/portalRule.ts';
import { type FindText, mayStartId } from './findText.ts';
import type { Focus } from './found.ts';

interface Search {
  readonly text: Exclude<FindText, { readonly kind: 'nothing' | 'url' }>;
  readonly focus: Focus;
  readonly snapshots: readonly AccountSnapshot[];
  readonly problems: ReadonlyMap<string, string>;
  readonly hasFound: boolean;
  readonly hasMore: boolean;
  readonly isAsking: boolean;
}

/** Lists notes on a search: whether anything was found, whether there is more, and what was not searched. */
export function listNotes(search: Search): readonly string[] {
  const { text, problems, hasFound, hasMore, isAsking } = search;
  if (text.kind === 'portalUrl') return [toPortalRule()];
  return [
    ...(hasFound || isAsking ? [] : [l10n.t('Nothing was found.')]),
    ...(hasMore ? [l10n.t('There are more matches. Enter more of the ID.')] : []),
    ...[...problems].map(([name, reason]) => l10n.t('Account {name} was not searched: {reason}', { name, reason })),
    ...(text.kind === 'start' ? listUnsearched(text.text, search) : []),
    ...(text.kind === 'taskOfJob' ? listUnusable(text.taskStart) : []),
  ];
}

function listUnusable(start: string): readonly string[] {
  if (start === '' || mayStartId(start)) return [];
  return [l10n.t("Azure Batch wasn't searched. IDs contain only letters, digits, hyphens, underscores, and colons.")];
}

function listUnsearched(start: string, { focus, snapshots }: Search): readonly string[] {
  const { within } = focus;
  if (within?.kind === 'pool') {
    const isAllLoaded = snapshots.every((snapshot) =>
      isWhole(snapshot.slice({ kind: 'nodes', poolId: within.poolId })),
    );
    return isAllLoaded ? [] : [l10n.t('Not searched: nodes of this pool that are not loaded.')];
  }
  return [
    ...listUnusable(start),
    ...(snapshots.some(hasUnloadedNodes)
      ? [l10n.t('Not searched: nodes of pools that are not open in the explorer.')]
      : []),
    focus.job === undefined
      ? l10n.t('Not searched: tasks that are not loaded. Enter job/task to find one.')
      : l10n.t('Not searched: tasks of other jobs that are not loaded. Enter job/task to find one.'),
    ...(focus.job !== undefined && snapshots.some((snapshot) => !isWhole(snapshot.slice({ kind: 'jobSchedules' })))
      ? [l10n.t('Not searched: job schedules that are not loaded.')]
      : []),
  ];
}

function hasUnloadedNodes(snapshot: AccountSnapshot): boolean {
  const pools = snapshot.slice({ kind: 'pools' });
  return !isWhole(pools) || pools.items.some(({ id }) => !isWhole(snapshot.slice({ kind: 'nodes', poolId: id })));
}

function isWhole({ loadedAt, hasMore }: Slice<unknown>): boolean {
  return loadedAt !== undefined && !hasMore;
}
