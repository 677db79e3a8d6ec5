import type { NodeResource } from '../../../core/model/resource.ts';
import type { Scope } from '../../../service/store/accountStore.ts';
import type { WithAccounts } from '../../accounts/accounts.ts';

/** Loads again what an action on nodes may have changed: their pools, and the tasks that ran on them. */
export async function refreshNodes(services: WithAccounts, nodes: readonly NodeResource[]): Promise<void> {
  const poolsByAccount = new Map<string, Set<string>>();
  for (const { accountId, poolId } of nodes) {
    poolsByAccount.set(accountId, (poolsByAccount.get(accountId) ?? new Set()).add(poolId));
  }
  await Promise.all(
    [...poolsByAccount].map(async ([accountId, poolIds]) => {
      const scopes: Scope[] = [{ kind: 'pools' }, ...[...poolIds].map((poolId): Scope => ({ kind: 'nodes', poolId }))];
      await services.accounts.findStore(accountId)?.refresh(scopes);
    }),
  );
}
