/** A Microsoft Entra ID tenant that a user is a member or a guest of. */
export interface Tenant {
  readonly tenantId: string;
  /** Display name; the ID if Resource Manager gives no name. */
  readonly name: string;
}

/** A subscription as Resource Manager lists it. */
export interface Subscription {
  readonly subscriptionId: string;
  readonly name: string;
  /** `Enabled`, `Warned`, `PastDue`, `Disabled`, `Deleted`, or a newer state. */
  readonly state?: string;
}

/** A Batch account that Resource Manager listed (Azure documentation: "Batch Account - List"). */
export interface FoundAccount {
  /** `/subscriptions/…/batchAccounts/name`. */
  readonly resourceId: string;
  readonly name: string;
  /** Host of the data plane in lowercase, with its port if any; absent while the account is being created. */
  readonly host?: string;
  readonly location: string;
  readonly resourceGroup: string;
  readonly tenant: Tenant;
  readonly subscription: Subscription;
  readonly provisioningState?: string;
  /** `SharedKey`, `AAD`, `TaskAuthenticationToken`; undefined if not given. */
  readonly allowedAuthenticationModes?: readonly string[];
  /** `Enabled`, `Disabled`, `SecuredByPerimeter`. */
  readonly publicNetworkAccess?: string;
}

/** Checks whether an account with these authentication modes accepts tokens; true if none are given. */
export function takesTokens(modes: readonly string[] | undefined): boolean {
  return modes === undefined || modes.some((mode) => mode.toLowerCase() === 'aad');
}
