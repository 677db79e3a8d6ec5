import * as l10n from '@vscode/l10n';
import { planTransition } from '../../../core/changes/life.ts';
import { findPoolChange, poolLife } from '../../../core/changes/poolLife.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import type { ComputeNode } from '../../../core/model/computeNode.ts';
import type { Pool } from '../../../core/model/pool.ts';
import type { PoolResource } from '../../../core/model/resource.ts';
import { countRunning, findRunningThere } from '../../../core/relations/runningThere.ts';
import { toShortVisible } from '../../../core/text/escape.ts';
import { listPlain } from '../../../core/text/lists.ts';
import { plural } from '../../../core/text/plural.ts';
import { asCount } from '../../../core/words/numbers.ts';
import type { CallOptions } from '../../../service/ports.ts';
import { nameAccount } from '../../accounts/accounts.ts';
import type { App } from '../../app.ts';
import { toCommandId } from '../../commandId.ts';
import { readAllPages } from '../../evidence/readPages.ts';
import { askToConfirm, toAskingButton } from '../../ui.ts';
import { describeDryRun } from '../run/dryRun.ts';
import { describeKept } from '../run/keptLine.ts';
import { askName } from '../verb/askName.ts';
import type { Contribution } from '../verb/contribution.ts';
import { judgeEach, requireCandidates, toFirst } from '../verb/judge.ts';
import { toCommand } from '../verb/toAction.ts';
import type { Rest } from '../verb/verb.ts';
import { findStranded, type Stranded } from './findStranded.ts';
import { describeKeptPools, poolNoun, toPoolAction } from './pools.ts';

export const contribution: Contribution = {
  title: 'Delete Pool…',
  effect: 'destroys',
  needs: 'deletePools',
  rows: [{ on: 'pool', at: '9_danger@1' }],
};

const maxShownIdLength = 64;

interface PoolCandidate {
  readonly resource: PoolResource;
  readonly pool: Pool;
  readonly nodes: readonly ComputeNode[];
  readonly stranded: Stranded;
}

/** Deletes pools with their nodes. */
export const deletePool = toPoolAction({
  id: toCommandId('pool.delete'),
  canBeUndone: () => false,
  transition: poolLife.delete,
  sends: [['DELETE', '']],
  takesAway: () => true,
  texts: {
    title: (n) => [l10n.t('Deleting the pool'), l10n.t('Deleting {count} pools', n)],
    done: (n, name) => [l10n.t('Pool {0} is being deleted.', name), l10n.t('{count} pools are being deleted.', n)],
    failed: (nOf) => [
      l10n.t('The pool could not be deleted.'),
      l10n.t('{count} of {total} pools could not be deleted.', nOf),
    ],
    question: (n, name) => [l10n.t('Delete pool {0}?', name), l10n.t('Delete {count} pools?', n)],
    confirm: () => l10n.t('Delete'),
    kept: describeKeptPools,
  },
  act: ({ pools }, { poolId }, _choices, options) => pools.deletePool(poolId, options),
  findChange: findPoolChange,
  effect: {
    seen: (n, name) => [
      l10n.t('Pool {0} has been deleted.', name),
      l10n.t('All {count} pools that you deleted are gone.', n),
    ],
    astray: (nOf, name) => [
      l10n.t('Pool {0} is still being deleted.', name),
      l10n.t('Still being deleted: {count} of {total} pools.', nOf),
    ],
  },
  async ask(app, pools, rest) {
    const candidates = await confirmPoolDeletions(app, pools, rest);
    return { items: candidates.map(({ resource, pool }) => poolNoun.toItem(resource, pool)), choices: {} };
  },
});

export const run = toCommand('pool', deletePool);

/**
 * Asks about each pool that can be deleted, with its current losses. The user types the pool's ID. Throws
 * `InvalidInput` when no pool can be deleted, and `Cancelled`.
 */
async function confirmPoolDeletions(
  services: App,
  pools: readonly PoolResource[],
  rest: Rest | undefined,
): Promise<readonly PoolCandidate[]> {
  const load = async (resource: PoolResource, call: CallOptions): Promise<PoolCandidate> => {
    const { service } = await services.accounts.getStore(resource.accountId);
    const [pool, nodes, stranded] = await Promise.all([
      service.pools.getPool(resource.poolId, call),
      readAllPages(service.nodes.listNodes(resource.poolId, call)),
      findStranded(service, resource.poolId),
    ]);
    return { resource, pool, nodes, stranded };
  };
  const candidates = requireCandidates(
    await judgeEach(services, pools, load, ({ pool }) => planTransition(poolLife.delete, pool)),
  );
  for (const candidate of candidates) await confirm(services, candidate, rest);
  return candidates;
}

async function confirm(
  services: App,
  { resource, nodes, stranded }: PoolCandidate,
  rest: Rest | undefined,
): Promise<void> {
  const { accountId, poolId } = resource;
  const pool = toShortVisible(poolId, maxShownIdLength);
  const account = nameAccount(services.accounts, accountId);
  const running = listRunning(nodes);
  const isConfirmed = await askToConfirm(services, {
    canBeUndone: false,
    message: l10n.t('Delete pool {pool} in account {account}?', { pool, account }),
    detail: [
      describeNodes(nodes.length),
      ...toFirst(running),
      ...stranded.said,
      ...describeKept(deletePool, {}, 1),
      ...(rest?.notes ?? []),
    ].join('\n'),
    besideList: (rest?.notes ?? []).join('\n'),
    list: [describeNodes(nodes.length), ...running, ...stranded.list],
    plan: describeDryRun({ verb: deletePool, choices: {} }, [resource]),
    confirm: toAskingButton(deletePool.texts.confirm()),
  });
  if (!isConfirmed) throw new Cancelled();
  await askName(services, {
    title: l10n.t('Delete pool {pool}', { pool }),
    prompt: l10n.t('Type the pool ID to confirm.'),
    name: poolId,
  });
}

function describeNodes(count: number): string {
  return plural(count, {
    '=0': l10n.t('It has no nodes.'),
    one: l10n.t('Its {count} node is removed with all files on it.', asCount(count)),
    other: l10n.t('Its {count} nodes are removed with all files on them.', asCount(count)),
  });
}

function listRunning(nodes: readonly ComputeNode[]): readonly string[] {
  if (nodes.length === 0) return [];
  const count = nodes.reduce((sum, node) => sum + countRunning(node), 0);
  if (count === 0) return [l10n.t('No tasks are running on them.')];
  const { jobs } = findRunningThere(nodes);
  return [
    plural(count, {
      one: l10n.t('{count} running task ends now, loses its progress and waits to run again.', asCount(count)),
      other: l10n.t('{count} running tasks end now, lose their progress and wait to run again.', asCount(count)),
    }),
    ...jobs.map(({ jobId, taskIds }) =>
      l10n.t('{job}: {tasks}', {
        job: toShortVisible(jobId, maxShownIdLength),
        tasks: listPlain(taskIds.map((id) => toShortVisible(id, maxShownIdLength))),
      }),
    ),
  ];
}
