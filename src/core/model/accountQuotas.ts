import { flag, type Infer, list, needed, number, object, text } from './shape.ts';

const quotaPages = object({
  /** Page for quotas of the account itself. */
  account: needed(text),
  /** Page for quotas of the subscriptions that the user can see. */
  subscription: needed(text),
});

/** Portal pages for quota requests. */
export interface QuotaPages extends Infer<typeof quotaPages> {}

/** Reads the limits of an account, and skips a family without a name or a quota. */
export const readAccountQuotas = object({
  /** Resource Manager ID of the account: `/subscriptions/…`. */
  id: text,
  /** Portal pages for quota requests, if the cloud of the account is known. */
  quotaPages,
  /** Region of the account. */
  location: text,
  /**
   * `BatchService`, or `UserSubscription`: the account then has no core quotas, and those of the subscription apply.
   */
  poolAllocationMode: text,
  dedicatedCoreQuota: number,
  /** Includes Spot nodes. */
  lowPriorityCoreQuota: number,
  /** By Azure's names of the families, such as `standardNCSv3Family`. */
  dedicatedCoreQuotaPerVMFamily: list(object({ name: needed(text), coreQuota: needed(number) })),
  /** True if the quotas of VM families apply in addition to `dedicatedCoreQuota`. */
  dedicatedCoreQuotaPerVMFamilyEnforced: flag,
  poolQuota: number,
  activeJobAndJobScheduleQuota: number,
});

/**
 * Limits of a Batch account. Resource Manager knows them, not the service itself (Azure documentation: "Batch Account -
 * Get"). Property names are the wire's.
 */
export interface AccountQuotas extends Infer<typeof readAccountQuotas> {}
