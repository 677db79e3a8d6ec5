import type { QuotaEvidence } from '../../core/diagnosis/evidence/quotaEvidence.ts';
import { BatchError } from '../../core/model/batchError.ts';
import type { ServiceProblem } from '../../core/model/common.ts';
import type { BatchService } from '../../service/ports.ts';
import { readAllPages, readFirstPage } from './readPages.ts';

/** Page size for pools, more than an account may have (Batch documentation: "Batch service quotas and limits"). */
const pageSize = 1000;

const select = [
  'id',
  'vmSize',
  'currentDedicatedNodes',
  'targetDedicatedNodes',
  'currentLowPriorityNodes',
  'targetLowPriorityNodes',
  'enableAutoScale',
];

/** Reads the quotas of the account if one of `problems` is about a quota. */
export async function gatherNamedQuotas(
  service: BatchService,
  ...problems: readonly (ServiceProblem | undefined)[]
): Promise<QuotaEvidence | undefined> {
  return problems.some(mentionsQuota) ? gatherQuotas(service) : undefined;
}

/** Checks whether an error of a resize or of scheduling is about a quota. */
export function mentionsQuota({ code, message, values = [] }: ServiceProblem = {}): boolean {
  return [code, message, ...values.map(({ value }) => value)].some((text) => /quota/i.test(text ?? ''));
}

/** Reads the account's limits and the resources that count against them. Leaves out data that cannot be read. */
export async function gatherQuotas({ quotas, pools }: BatchService): Promise<QuotaEvidence> {
  const [answer, all, nodeCounts] = await Promise.all([
    quotas.getQuotas(),
    ifThere(readFirstPage(pools.listPools({ select, pageSize }))),
    ifThere(readAllPages(pools.listNodeCounts())),
  ]);
  return { ...answer, pools: all, nodeCounts };
}

async function ifThere<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (!BatchError.is(error)) throw error;
    return undefined;
  }
}
