import * as l10n from '@vscode/l10n';
import { planTransition } from '../../../core/changes/life.ts';
import { nodeLife } from '../../../core/changes/nodeLife.ts';
import { toInvalidInput } from '../../../core/model/batchError.ts';
import type { NodeResource, PoolResource } from '../../../core/model/resource.ts';
import type { CallOptions } from '../../../service/ports.ts';
import type { WithAccounts } from '../../accounts/accounts.ts';
import { run as enableScheduling } from '../node/enableScheduling.ts';
import { listNodes } from '../node/nodes.ts';
import { lookUp } from '../targets/lookUp.ts';
import { resolve } from '../targets/resolve.ts';
import type { Command, RemedyContribution } from '../verb/contribution.ts';

export const contribution: RemedyContribution = {
  title: 'Bring Offline Nodes Online',
  effect: 'changes',
  palette: 'never',
  needs: 'changeNodes',
  remedy: () => l10n.t('Bring Offline Nodes Online'),
};

/** Brings all offline nodes of pools online, including nodes that the explorer has not loaded. */
export const run: Command = async (services, args) => {
  const pools = await resolve(services, 'pool', args);
  const nodes = (
    await lookUp(services, pools, (call) => Promise.all(pools.map((pool) => listOffline(services, pool, call))))
  ).flat();
  if (nodes.length === 0) throw toInvalidInput(l10n.t('No nodes in this pool are offline.'));
  await enableScheduling(services, [nodes]);
};

async function listOffline({ accounts }: WithAccounts, pool: PoolResource, call: CallOptions): Promise<NodeResource[]> {
  const { service } = await accounts.getStore(pool.accountId);
  const nodes = await listNodes(service, pool.poolId, { ...call, select: ['id', 'state', 'schedulingState'] });
  return nodes
    .filter((node) => planTransition(nodeLife.enableScheduling, node).possible)
    .map(({ id }) => ({ ...pool, kind: 'node', nodeId: id }));
}
