import type { PoolResource } from '../../core/model/resource.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { loadDiagnosis } from '../load.ts';
import type { ExplainedResource } from './explainedResource.ts';
import { findNodeNames } from './explanationNames.ts';
import type { ExplanationSources } from './explanationSources.ts';
import { gatherNamedQuotas } from './quotaEvidence.ts';

/** Asks for a pool, and for the quotas that its resize errors name, and explains what is wrong with it. */
export async function readAndExplainPool(
  store: AccountStore,
  resource: PoolResource,
  { causes }: Pick<ExplanationSources, 'causes'>,
): Promise<ExplainedResource> {
  const { service } = store;
  const pool = await service.pools.getPool(resource.poolId);
  const quotas = await gatherNamedQuotas(service, ...(pool.resizeErrors ?? []));
  // A pool is not worth the requests that all failures of its account take: what is shown is told.
  const told = causes.shownOf(store, { kind: 'account', accountId: resource.accountId });
  return {
    explanation: loadDiagnosis().explainPool({
      pool,
      quotas,
      causes: told?.causes,
      coverage: told,
      areCausesUnknown: told === undefined,
    }),
    targets: { resource },
    logs: [],
    facts: { pool },
    history: { pool },
    tasks: [],
    nodeNames: findNodeNames(store, resource.poolId),
  };
}
