/**
 * Limits of a Batch account. Resource Manager knows them, not the service itself (Azure documentation: "Batch Account -
 * Get"). Property names are the wire's.
 */
export interface AccountQuotas {
  /** Of the account at Resource Manager: `/subscriptions/…`. */
  readonly id?: string;
  /** Where more is asked for, where its cloud is known. */
  readonly quotaPages?: QuotaPages;
  /** Region of the account. */
  readonly location?: string;
  /** `BatchService`, or `UserSubscription`: then the core quotas of the subscription count, and the account has none. */
  readonly poolAllocationMode?: string;
  readonly dedicatedCoreQuota?: number;
  /** Of Spot nodes as well. */
  readonly lowPriorityCoreQuota?: number;
  readonly dedicatedCoreQuotaPerVMFamily?: readonly FamilyCoreQuota[];
  /** Whether the quotas of families hold beside `dedicatedCoreQuota`. */
  readonly dedicatedCoreQuotaPerVMFamilyEnforced?: boolean;
  readonly poolQuota?: number;
  readonly activeJobAndJobScheduleQuota?: number;
}

/** Pages of the portal on which more is asked for. */
export interface QuotaPages {
  /** For quotas of the account itself. */
  readonly account: string;
  /** For those of the subscriptions that the user sees. */
  readonly subscription: string;
}

export interface FamilyCoreQuota {
  /** As Azure names families: `standardNCSv3Family`. */
  readonly name: string;
  readonly coreQuota: number;
}
