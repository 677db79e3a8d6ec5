import type { PoolResource } from '../../core/model/resource.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { loadNodeNames } from '../evidence/nodeNames.ts';
import { gatherNamedQuotas } from '../evidence/quotaEvidence.ts';
import type { ExplainedResource } from './explainedResource.ts';
import type { PatientSources } from './explanationSources.ts';

/**
 * Asks for a pool, for the quotas that its resize errors name and for what failed in it, and explains what is wrong with
 * it. Throws what the service answers about the pool itself.
 */
export async function readAndExplainPool(
  store: AccountStore,
  resource: PoolResource,
  { bundles, causes, late }: Pick<PatientSources, 'bundles' | 'causes' | 'late'>,
): Promise<ExplainedResource> {
  const { service } = store;
  const [pool, known] = await Promise.all([
    service.pools.getPool(resource.poolId),
    late.inTime('causes', causes.ofAccount(store, resource.poolId)),
  ]);
  const quotas = await gatherNamedQuotas(service, ...(pool.resizeErrors ?? []));
  const explanation = bundles.diagnosis().explainPool({
    pool,
    nodeCounts: store.snapshot.nodeCounts.get(resource.poolId),
    quotas,
    causes: known?.causes,
    coverage: known,
  });
  return {
    explanation,
    targets: { resource },
    logs: [],
    facts: { pool },
    history: { pool },
    tasks: [],
    nodeNames: await loadNodeNames(store, [resource.poolId], explanation),
  };
}
