import type { AccountQuotas } from '../../model/accountQuotas.ts';
import type { Pool, PoolNodeCounts } from '../../model/pool.ts';
import { conform, type Shape } from '../wire/conform.ts';
import { toPools } from '../wire/shapes.ts';

/** What is known of an account's quotas, and of what counts against them. Everything may be unknown. */
export interface QuotaEvidence {
  /** Absent when Resource Manager could not be asked. */
  readonly limits?: AccountQuotas | undefined;
  /** Why the limits are not known, as a sentence. */
  readonly whyUnknown?: string | undefined;
  /** All pools of the account; absent when some of them may be missing. */
  readonly pools?: readonly Pool[] | undefined;
  /** Nodes by state, of as many pools as were counted. */
  readonly nodeCounts?: readonly PoolNodeCounts[] | undefined;
  /** How many jobs and job schedules are active. */
  readonly activeJobsAndSchedules?: number | undefined;
}

const counts: Shape = { idle: 'number', total: 'number' };

const shape: Shape = {
  limits: {
    location: 'string',
    poolAllocationMode: 'string',
    dedicatedCoreQuota: 'number',
    lowPriorityCoreQuota: 'number',
    dedicatedCoreQuotaPerVMFamily: [{ name: 'string', coreQuota: 'number' }],
    dedicatedCoreQuotaPerVMFamilyEnforced: 'boolean',
    poolQuota: 'number',
    activeJobAndJobScheduleQuota: 'number',
  },
  whyUnknown: 'string',
  pools: 'any',
  nodeCounts: [{ poolId: 'string', dedicated: counts, lowPriority: counts }],
  activeJobsAndSchedules: 'number',
};

/** The evidence with the types of the model, whatever `value` was. */
export function toQuotaEvidence(value: unknown): QuotaEvidence {
  const { pools, limits, ...evidence } = (conform(shape, value) ?? {}) as QuotaEvidence;
  return {
    ...evidence,
    ...(pools === undefined ? {} : { pools: toPools(pools) }),
    ...(limits === undefined ? {} : { limits: toLimits(limits) }),
  };
}

/** Families of which the name or the quota is missing say nothing. */
function toLimits(limits: AccountQuotas): AccountQuotas {
  const families = (limits.dedicatedCoreQuotaPerVMFamily ?? []).filter(
    ({ name, coreQuota }) => name !== undefined && coreQuota !== undefined,
  );
  return { ...limits, dedicatedCoreQuotaPerVMFamily: families };
}
