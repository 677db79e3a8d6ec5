import { flag, type Infer, list, needed, number, object, text } from './shape.ts';

const quotaPages = object({
  /** Page for quotas of the account itself. */
  account: needed(text),
  /** Page for quotas of the subscriptions that the user can see. */
  subscription: needed(text),
});

/** Portal pages for quota requests. */
export interface QuotaPages extends Infer<typeof quotaPages> {}

/** Reads the limits of an account; skips families without a name or quota. */
export const readAccountQuotas = object({
  /** Resource Manager ID of the account: `/subscriptions/…`. */
  id: text,
  /** Portal pages for quota requests, if the cloud of the account is known. */
  quotaPages,
  location: text,
  /** `BatchService`, or `UserSubscription` if the account has no core quotas, so those of the subscription apply. */
  poolAllocationMode: text,
  dedicatedCoreQuota: number,
  /** Includes Spot nodes. */
  lowPriorityCoreQuota: number,
  /** Uses Azure's names of the families, such as `standardNCSv3Family`. */
  dedicatedCoreQuotaPerVMFamily: list(object({ name: needed(text), coreQuota: needed(number) })),
  /** True if the quotas of VM families apply in addition to `dedicatedCoreQuota`. */
  dedicatedCoreQuotaPerVMFamilyEnforced: flag,
  poolQuota: number,
  activeJobAndJobScheduleQuota: number,
});

/**
 * Limits of a Batch account, which Resource Manager provides and the Batch service doesn't (Azure documentation: "Batch
 * Account - Get"). Property names are those of the REST API.
 */
export interface AccountQuotas extends Infer<typeof readAccountQuotas> {}
