import type { AccountQuotas, FamilyCoreQuota, QuotaPages } from './accountQuotas.ts';
import { flag, list, needed, number, object, type Read, text } from './shape.ts';

/** Reads the limits of an account, and skips a family without a name or a quota. */
export const readAccountQuotas: Read<AccountQuotas> = object<AccountQuotas>({
  id: text,
  quotaPages: object<QuotaPages>({ account: needed(text), subscription: needed(text) }),
  location: text,
  poolAllocationMode: text,
  dedicatedCoreQuota: number,
  lowPriorityCoreQuota: number,
  dedicatedCoreQuotaPerVMFamily: list(object<FamilyCoreQuota>({ name: needed(text), coreQuota: needed(number) })),
  dedicatedCoreQuotaPerVMFamilyEnforced: flag,
  poolQuota: number,
  activeJobAndJobScheduleQuota: number,
});
