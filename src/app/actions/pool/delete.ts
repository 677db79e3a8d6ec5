import * as l10n from '@vscode/l10n';
import { Cancelled } from '../../../core/model/cancelled.ts';
import type { ComputeNode } from '../../../core/model/computeNode.ts';
import type { Pool } from '../../../core/model/pool.ts';
import type { PoolResource } from '../../../core/model/resource.ts';
import { asCount } from '../../../core/query/numbers.ts';
import { planTransition } from '../../../core/remedy/life.ts';
import { poolLife } from '../../../core/remedy/poolLife.ts';
import { countRunning, findRunningThere } from '../../../core/remedy/runningThere.ts';
import { toShortVisible } from '../../../core/text/escape.ts';
import { listPlain } from '../../../core/text/lists.ts';
import { plural } from '../../../core/text/plural.ts';
import { nameAccount } from '../../accounts/nameAccount.ts';
import type { App } from '../../app.ts';
import { readAllPages } from '../../evidence/readPages.ts';
import { askToConfirm, toAskingButton } from '../../ui.ts';
import { askName } from '../askName.ts';
import { describeDryRun } from '../bulk/dryRun.ts';
import { describeKept } from '../bulk/keptLine.ts';
import type { Rest } from '../bulk/rest.ts';
import { runBulk } from '../bulk/runBulk.ts';
import type { Command } from '../command.ts';
import type { Contribution } from '../contribution.ts';
import { judgeEach, requireCandidates, toFirst } from '../judge.ts';
import { resolve } from '../resolve.ts';
import { deletePool } from '../verbs/pool/delete.ts';
import { poolNoun } from '../verbs/pool/pool.ts';
import { findStranded, type Stranded } from './findStranded.ts';

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
  /** What uses the pool. */
  readonly stranded: Stranded;
}

/** Deletes pools with their nodes, once each name was typed. */
export const run: Command = async (services, args) => {
  const pools = await resolve(services, 'pool', args);
  const judgedAtMs = services.clock.now();
  const { candidates } = await confirmPoolDeletions(services, pools);
  const items = candidates.map(({ resource, pool }) => poolNoun.toItem(resource, pool));
  await runBulk(services, { verb: deletePool, choices: {}, items, judgedAtMs });
};

/**
 * Asks for each pool that can be deleted, with what is lost of it as it is now, and has its id typed. Throws
 * `InvalidInput` when there is none, and `Cancelled`.
 */
export async function confirmPoolDeletions(
  services: App,
  pools: readonly PoolResource[],
  rest?: Rest,
): Promise<{ readonly candidates: readonly PoolCandidate[] }> {
  const load = async (resource: PoolResource): Promise<PoolCandidate> => {
    const { service } = await services.accounts.getStore(resource.accountId);
    const [pool, nodes, stranded] = await Promise.all([
      service.pools.getPool(resource.poolId),
      readAllPages(service.nodes.listNodes(resource.poolId)),
      findStranded(service, resource.poolId),
    ]);
    return { resource, pool, nodes, stranded };
  };
  const candidates = requireCandidates(
    await judgeEach(services, pools, load, ({ pool }) => planTransition(poolLife.delete, pool)),
  );
  for (const candidate of candidates) await confirm(services, candidate, rest);
  return { candidates };
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
    prompt: l10n.t('Type the id of the pool to confirm.'),
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

/** What runs on the nodes and is interrupted, a line for each job. */
function listRunning(nodes: readonly ComputeNode[]): readonly string[] {
  if (nodes.length === 0) return [];
  const count = nodes.reduce((sum, node) => sum + countRunning(node), 0);
  if (count === 0) return [l10n.t('No task runs on them.')];
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
