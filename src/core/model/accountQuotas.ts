/**
 * Limits of a Batch account. Resource Manager knows them, not the service itself (Azure documentation: "Batch Account -
 * Get"). Property names are the wire's.
 */
export interface AccountQuotas {
  /** Resource Manager ID of the account: `/subscriptions/…`. */
  readonly id?: string;
  /** Portal pages for quota requests, if the cloud of the account is known. */
  readonly quotaPages?: QuotaPages;
  /** Region of the account. */
  readonly location?: string;
  /**
   * `BatchService`, or `UserSubscription`: the account then has no core quotas, and those of the subscription apply.
   */
  readonly poolAllocationMode?: string;
  readonly dedicatedCoreQuota?: number;
  /** Includes Spot nodes. */
  readonly lowPriorityCoreQuota?: number;
  readonly dedicatedCoreQuotaPerVMFamily?: readonly FamilyCoreQuota[];
  /** True if the quotas of VM families apply in addition to `dedicatedCoreQuota`. */
  readonly dedicatedCoreQuotaPerVMFamilyEnforced?: boolean;
  readonly poolQuota?: number;
  readonly activeJobAndJobScheduleQuota?: number;
}

/** Portal pages for quota requests. */
export interface QuotaPages {
  /** Page for quotas of the account itself. */
  readonly account: string;
  /** Page for quotas of the subscriptions that the user can see. */
  readonly subscription: string;
}

export interface FamilyCoreQuota {
  /** Azure's name of the family, such as `standardNCSv3Family`. */
  readonly name: string;
  readonly coreQuota: number;
}
