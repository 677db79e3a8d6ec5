/** What the users of the account see in Resource Manager besides it. */
export interface Directory {
  /** Subscriptions of the account's own tenant, besides its own. */
  readonly subscriptions?: readonly Subscription[];
  /** Whether the subscription of the account is none that they see, as without a role in it. */
  readonly hidesOwn?: boolean;
  /** Tenants in which they are guests. */
  readonly guestOf?: readonly Tenant[];
  /** The storage account that is linked to the account (auto-storage). */
  readonly autoStorage?: AutoStorage;
}

export interface AutoStorage {
  readonly name: string;
  /** Address of its blob service. */
  readonly blobEndpoint: string;
  /** Whether the storage account itself may not be read, as by those who have a role for its blobs alone. */
  readonly isRefused?: boolean;
}

export interface Tenant {
  readonly tenantId: string;
  readonly displayName: string;
  readonly defaultDomain: string;
  readonly subscriptions: readonly Subscription[];
  /**
   * The authentication context (`acrs`) that Conditional Access demands: tokens without it are refused with a claims
   * challenge.
   */
  readonly demands?: string;
  /** Whether queries to Resource Graph are refused, as where a policy or a role keeps people from it. */
  readonly refusesGraph?: boolean;
}

export interface Subscription {
  readonly subscriptionId: string;
  readonly displayName: string;
  /** `Enabled` when absent. */
  readonly state?: 'Enabled' | 'Warned' | 'PastDue' | 'Disabled' | 'Deleted';
  readonly accounts: readonly ListedAccount[];
  /** Whether what is in it may not be listed. */
  readonly isRefused?: boolean;
}

/** A Batch account as Resource Manager describes it. Its data plane is whatever server listens at its endpoint. */
export interface ListedAccount {
  readonly name: string;
  readonly resourceGroup: string;
  readonly location: string;
  /** Host of the data plane; none while the account is being created. */
  readonly accountEndpoint?: string;
  /** `Succeeded` when absent. */
  readonly provisioningState?: 'Creating' | 'Deleting' | 'Succeeded' | 'Failed' | 'Cancelled' | 'Invalid';
  /** All three when absent. */
  readonly allowedAuthenticationModes?: readonly ('SharedKey' | 'AAD' | 'TaskAuthenticationToken')[];
  /** `Enabled` when absent. */
  readonly publicNetworkAccess?: 'Enabled' | 'Disabled' | 'SecuredByPerimeter';
  /** What `listKeys` answers; refused for want of a role when absent. */
  readonly keys?: { readonly primary: string; readonly secondary: string };
  /** Properties that only an account with a world has: its quotas. */
  readonly properties?: Readonly<Record<string, unknown>>;
}
