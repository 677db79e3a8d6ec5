/** A tenant of Microsoft Entra ID that a user is a member or a guest of. */
export interface Tenant {
  readonly tenantId: string;
  /** As people know it; its id where Resource Manager gives no name. */
  readonly name: string;
}

/** A subscription, as Resource Manager lists it. */
export interface Subscription {
  readonly subscriptionId: string;
  readonly name: string;
  /** `Enabled`, `Warned`, `PastDue`, `Disabled`, `Deleted`; others may come. */
  readonly state?: string;
}

/** A Batch account that was found by asking Resource Manager (Azure documentation: "Batch Account - List"). */
export interface FoundAccount {
  /** `/subscriptions/…/batchAccounts/name`. */
  readonly resourceId: string;
  readonly name: string;
  /** Host of the data plane in lower case, with its port if any; none while the account is being created. */
  readonly host?: string;
  /** Region. */
  readonly location: string;
  readonly resourceGroup: string;
  readonly tenant: Tenant;
  readonly subscription: Subscription;
  readonly provisioningState?: string;
  /** `SharedKey`, `AAD`, `TaskAuthenticationToken`; undefined where it is not given. */
  readonly allowedAuthenticationModes?: readonly string[];
  /** `Enabled`, `Disabled`, `SecuredByPerimeter`. */
  readonly publicNetworkAccess?: string;
}

/** Whether tokens open an account that may be signed in to in these ways; where nothing is given, they do. */
export function takesTokens(modes: readonly string[] | undefined): boolean {
  return modes === undefined || modes.some((mode) => mode.toLowerCase() === 'aad');
}
