/**
 * Identity that signs in to accounts: a VS Code user, the Azure CLI's user, or an identity of this computer
 * (environment variables, a federated token, a managed identity).
 */
export type SignInKind = 'microsoft' | IdentityKind;

/** Identities that this computer offers; each is used only if the user has chosen it. */
export type IdentityKind = (typeof identityKinds)[number];
export const identityKinds = ['azureCli', 'environment', 'workloadIdentity', 'managedIdentity'] as const;

/** Authentication of requests to an account. `sample` is the embedded Batch service. */
export type AuthenticationKind = 'sharedKey' | 'sample' | SignInKind;

/** ID of the sample account; the same in every window and every run. */
export const sampleAccountId = 'sample';

/** A user who is signed in to VS Code, as its authentication providers describe them. */
export interface User {
  readonly id: string;
  /** Sign-in name, usually an email address. */
  readonly label: string;
}

/** An account that the user has added. Contains no secrets. */
export interface Account {
  /** Host of the endpoint in lowercase (with its port, if any); `sample` for the sample account. */
  readonly id: string;
  readonly name: string;
  /** Absolute URL of the account's data plane, without a path. */
  readonly endpoint: string;
  readonly authentication: AuthenticationKind;
  /** Entra tenant to sign in to, if it is not the default one. */
  readonly tenantId?: string;
  /** The VS Code user who signs in; VS Code chooses one when absent. */
  readonly user?: User;
  readonly location?: string;
  /** Resource Manager ID (`/subscriptions/…/batchAccounts/name`), if the account was found there. */
  readonly resourceId?: string;
  readonly isReadOnly?: boolean;
  readonly isPinned?: boolean;
  /** The user's own name for the account in views; requests use `name`. */
  readonly label?: string;
  /** Storage hosts that the user allows this extension to read the account's uploaded task files from. */
  readonly storageHosts?: readonly string[];
  /** Access of agents to the account: allowed without a question, or never; they ask when absent. */
  readonly agents?: 'allowed' | 'never';
}

/** Returns the name of an account in views: the user's own name for it, or else its name in Azure. */
export function toShownName({ label, name }: Pick<Account, 'label' | 'name'>): string {
  return label ?? name;
}

/** Settings that a user chooses for an account, independent of the sign-in. */
export type AccountWishes = Pick<Account, 'isReadOnly' | 'isPinned' | 'label' | 'storageHosts' | 'agents'>;
