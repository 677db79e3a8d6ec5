import * as l10n from '@vscode/l10n';
import { listPlain } from '../../../core/text/lists.ts';
import { actOnPools } from '../node/actOnNodes.ts';
import { resolve } from '../targets/resolve.ts';
import type { Command, RemedyContribution } from '../verb/contribution.ts';

export const contribution: RemedyContribution = {
  title: 'Act on Nodes…',
  effect: 'changes',
  needs: 'changeNodes',
  remedy: () => l10n.t('Act on Nodes…'),
  rows: [{ on: ['nodeGroup', 'pool'], at: 'act@6' }],
};

/** Asks which nodes of pools to act on, whether loaded or not, and which action to apply. */
export const run: Command = async (services, args) => {
  const pools = await resolve(services, 'pool', args);
  const ids = listPlain(pools.map(({ poolId }) => poolId));
  await actOnPools(services, pools, l10n.t({ message: 'Nodes in {0}', args: [ids], comment: ['Names of pools'] }));
};
