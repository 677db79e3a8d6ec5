import type { AccountOverview, IdleNodes } from '../../core/diagnosis/charts/accountOverview.ts';
import type { ComputeNode } from '../../core/model/computeNode.ts';
import { countNodes } from '../../core/model/pool.ts';
import type { AccountResource } from '../../core/model/resource.ts';
import { equals } from '../../core/query/odata.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import type { MissingEvidence } from './missingEvidence.ts';
import { readFirstPage } from './readFirstPage.ts';

/** Of so many pools it is asked which nodes idle, one request each. */
const maxPoolsAsked = 5;
const pageSize = 1000;
const select: readonly (keyof ComputeNode)[] = ['id', 'state', 'stateTransitionTime'];

/**
 * What an account has, as its views have loaded it. Asked for are its limits, and the nodes that idle of a few pools
 * that nobody has opened.
 */
export async function gatherOverview(
  store: Pick<AccountStore, 'service' | 'snapshot'>,
  { accountId }: AccountResource,
  absent: MissingEvidence,
  now: Date,
): Promise<AccountOverview> {
  const { service, snapshot } = store;
  const [pools, jobs] = [snapshot.slice({ kind: 'pools' }), snapshot.slice({ kind: 'jobs' })];
  const [quotas, { idle, idlePoolsLeft }] = await Promise.all([service.quotas.getQuotas(), gatherIdle(store, absent)]);
  return {
    accountId,
    pools: pools.items,
    areAllPools: pools.loadedAt !== undefined && !pools.hasMore,
    nodeCounts: snapshot.nodeCounts,
    jobs: jobs.items,
    areAllJobs: jobs.loadedAt !== undefined && !jobs.hasMore,
    counts: snapshot.taskCounts,
    quotas,
    idle,
    idlePoolsLeft,
    now,
  };
}

/** Nodes that idle: those that are loaded, and of the pools with most of them that are not, those of one page. */
async function gatherIdle(
  { service, snapshot }: Pick<AccountStore, 'service' | 'snapshot'>,
  absent: MissingEvidence,
): Promise<Required<Pick<AccountOverview, 'idlePoolsLeft'>> & { readonly idle: readonly IdleNodes[] }> {
  const countIdle = (poolId: string): number => countNodes(snapshot.nodeCounts.get(poolId), 'idle');
  const all = snapshot.slice({ kind: 'pools' }).items.map(({ id }) => id);
  const loaded = all.filter((poolId) => snapshot.slice({ kind: 'nodes', poolId }).loadedAt !== undefined);
  const others = all.filter((poolId) => !loaded.includes(poolId) && countIdle(poolId) > 0);
  const asked = others.sort((one, other) => countIdle(other) - countIdle(one)).slice(0, maxPoolsAsked);
  const found = await Promise.all(
    asked.map(async (poolId): Promise<readonly IdleNodes[]> => {
      const list = service.nodes.listNodes(poolId, { filter: equals('state', 'idle'), select, pageSize });
      const nodes = await absent.ifThere(readFirstPage(list));
      return nodes === undefined ? [] : [{ poolId, nodes, isComplete: nodes.length < pageSize }];
    }),
  );
  const known = loaded.map((poolId): IdleNodes => {
    const { items, hasMore } = snapshot.slice({ kind: 'nodes', poolId });
    return { poolId, nodes: items, isComplete: !hasMore };
  });
  return { idle: [...known, ...found.flat()], idlePoolsLeft: others.length - asked.length };
}
