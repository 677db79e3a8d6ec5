import * as l10n from '@vscode/l10n';
import { formatNumber } from '../../../core/query/numbers.ts';
import { listPlain } from '../../../core/text/lists.ts';
import { plural } from '../../../core/text/plural.ts';
import type { AccountSnapshot, Scope } from '../../../service/store/accountStore.ts';
import { toCommandId } from '../../commandId.ts';
import { countBrokenNodes } from '../../lists/severity.ts';
import { mayBeStuck } from '../../lists/taskCount.ts';
import type { Row } from '../row.ts';

/** Pools with broken nodes whose node lists have not been read. */
export function findUnreadPools(snapshot: AccountSnapshot): readonly string[] {
  return snapshot
    .slice({ kind: 'pools' })
    .items.filter((pool) => countBrokenNodes(pool, snapshot) > 0)
    .map(({ id }) => id)
    .filter((poolId) => isUnread(snapshot, { kind: 'nodes', poolId }));
}

/** Jobs with waiting tasks whose preparation status has not been read. */
export function findUnreadPreparations(snapshot: AccountSnapshot): readonly string[] {
  return snapshot
    .slice({ kind: 'jobs' })
    .items.filter((job) => mayBeStuck(job, snapshot))
    .map(({ id }) => id)
    .filter((jobId) => isUnread(snapshot, { kind: 'preparation', jobId }));
}

function isUnread(snapshot: AccountSnapshot, scope: Scope): boolean {
  const { loadedAt, error } = snapshot.slice(scope);
  return loadedAt === undefined && error === undefined;
}

/** Says for how many pools the broken nodes were not read; a click reads some of them. Undefined when all were. */
export function toUnreadPoolsRow(poolIds: readonly string[]): Row | undefined {
  const count = formatNumber(poolIds.length);
  const label = plural(poolIds.length, {
    one: l10n.t('Broken nodes of {count} pool not read', { count }),
    other: l10n.t('Broken nodes of {count} pools not read', { count }),
  });
  return toRow(label, poolIds, l10n.t('Select this row to read the nodes of up to 20 more pools.'));
}

/** Says for how many jobs the preparation was not read; a click reads some of them. Undefined when all were. */
export function toUnreadPreparationRow(jobIds: readonly string[]): Row | undefined {
  const count = formatNumber(jobIds.length);
  const label = plural(jobIds.length, {
    one: l10n.t('Preparation of {count} waiting job not read', { count }),
    other: l10n.t('Preparation of {count} waiting jobs not read', { count }),
  });
  return toRow(label, jobIds, l10n.t('Select this row to read the preparation of up to 20 more jobs.'));
}

function toRow(label: string, ids: readonly string[], remedy: string): Row | undefined {
  if (ids.length === 0) return undefined;
  return {
    kind: 'more',
    label,
    ...(ids.length <= 2 ? { description: listPlain(ids) } : {}),
    icon: 'more',
    children: 'none',
    command: toCommandId('failures.loadMore'),
    facts: () => [{ name: l10n.t('What to do'), value: remedy }],
  };
}
