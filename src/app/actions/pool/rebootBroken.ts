import * as l10n from '@vscode/l10n';
import { toInvalidInput } from '../../../core/model/batchError.ts';
import type { NodeResource, PoolResource } from '../../../core/model/resource.ts';
import type { CallOptions } from '../../../service/ports.ts';
import type { WithAccounts } from '../../accounts/accounts.ts';
import { needsAttention } from '../../lists/nodeGroups.ts';
import { listNodes } from '../node/nodes.ts';
import { run as reboot } from '../node/reboot.ts';
import { lookUp } from '../targets/lookUp.ts';
import { resolve } from '../targets/resolve.ts';
import type { Command, Contribution } from '../verb/contribution.ts';

export const contribution: Contribution = {
  title: 'Reboot Nodes That Need Attention…',
  icon: 'debug-restart',
  effect: 'changes',
  palette: 'never',
  needs: 'changeNodes',
  rows: [{ on: 'nodeGroup', if: 'broken', at: 'act@1' }],
};

/** Reboots all nodes of pools that need attention, including nodes that the explorer has not loaded. */
export const run: Command = async (services, args) => {
  const pools = await resolve(services, 'pool', args);
  const nodes = (
    await lookUp(services, pools, (call) => Promise.all(pools.map((pool) => listBroken(services, pool, call))))
  ).flat();
  if (nodes.length === 0) throw toInvalidInput(l10n.t('No nodes in this pool need attention.'));
  await reboot(services, [nodes]);
};

async function listBroken({ accounts }: WithAccounts, pool: PoolResource, call: CallOptions): Promise<NodeResource[]> {
  const { service } = await accounts.getStore(pool.accountId);
  // The service cannot filter nodes by their errors.
  const nodes = await listNodes(service, pool.poolId, {
    ...call,
    select: ['id', 'state', 'schedulingState', 'errors'],
  });
  return nodes.filter(needsAttention).map(({ id }) => ({ ...pool, kind: 'node', nodeId: id }));
}
