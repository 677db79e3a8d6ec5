/** How requests to an account are authenticated. `sample` is the embedded Batch service. */
export type AuthenticationKind = 'sharedKey' | 'microsoft' | 'azureCli' | 'sample';

/** An account that the user has added. No secret is in here. */
export interface Account {
  /** Host of the endpoint in lower case (with its port, if any); `sample` for the sample account. */
  readonly id: string;
  readonly name: string;
  /** Absolute URL of the account's data plane, without a path. */
  readonly endpoint: string;
  readonly authentication: AuthenticationKind;
  /** Entra tenant to sign in to, where it is not the default one. */
  readonly tenantId?: string;
  /** Whether nothing of it is to be changed from here, by the user's own wish. */
  readonly isReadOnly?: boolean;
}
