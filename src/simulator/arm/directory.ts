/** Contents of Resource Manager that the account's users see in addition to the account. */
export interface Directory {
  /** Subscriptions of the account's own tenant, except the account's own. */
  readonly subscriptions?: readonly Subscription[];
  /** Set if users don't see the account's subscription, as if they had no role in it. */
  readonly hidesOwn?: boolean;
  /** Tenants in which the account's users are guests. */
  readonly guestOf?: readonly Tenant[];
  /** The storage account that is linked to the account (auto-storage). */
  readonly autoStorage?: AutoStorage;
}

export interface AutoStorage {
  readonly name: string;
  readonly blobEndpoint: string;
  /** Set if the storage account itself may not be read, as for users whose role covers only its blobs. */
  readonly isRefused?: boolean;
}

export interface Tenant {
  readonly tenantId: string;
  readonly displayName: string;
  readonly defaultDomain: string;
  readonly subscriptions: readonly Subscription[];
  /**
   * The authentication context (`acrs`) that Conditional Access requires: tokens without it are refused with a claims
   * challenge.
   */
  readonly demands?: string;
  /** Set if queries to Resource Graph are refused, as by a policy or for lack of a role. */
  readonly refusesGraph?: boolean;
}

export interface Subscription {
  readonly subscriptionId: string;
  readonly displayName: string;
  /** `Enabled` when absent. */
  readonly state?: 'Enabled' | 'Warned' | 'PastDue' | 'Disabled' | 'Deleted';
  readonly accounts: readonly ListedAccount[];
  readonly isRefused?: boolean;
}

/** A Batch account as Resource Manager describes it. Its data plane is any server that listens at its endpoint. */
export interface ListedAccount {
  readonly name: string;
  readonly resourceGroup: string;
  readonly location: string;
  /** Host of the data plane; absent while the account is being created. */
  readonly accountEndpoint?: string;
  /** `Succeeded` when absent. */
  readonly provisioningState?: 'Creating' | 'Deleting' | 'Succeeded' | 'Failed' | 'Cancelled' | 'Invalid';
  /** All three modes when absent. */
  readonly allowedAuthenticationModes?: readonly ('SharedKey' | 'AAD' | 'TaskAuthenticationToken')[];
  /** `Enabled` when absent. */
  readonly publicNetworkAccess?: 'Enabled' | 'Disabled' | 'SecuredByPerimeter';
  /** Response of `listKeys`; when absent, it is refused for lack of a role. */
  readonly keys?: { readonly primary: string; readonly secondary: string };
  /** Properties such as quotas, which only an account with a world has. */
  readonly properties?: Readonly<Record<string, unknown>>;
}
