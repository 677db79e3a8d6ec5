/**
 * Who signs in to accounts: a user that VS Code knows, the user of the Azure CLI, or an identity that this computer
 * was given (variables of the environment, a federated token, a managed identity).
 */
export type SignInKind = 'microsoft' | 'azureCli' | 'environment' | 'workloadIdentity' | 'managedIdentity';

/** How requests to an account are authenticated. `sample` is the embedded Batch service. */
export type AuthenticationKind = 'sharedKey' | 'sample' | SignInKind;

/** Id of the sample account; the same in every window and every run. */
export const sampleAccountId = 'sample';

/** A user who is signed in to VS Code, as its authentication providers describe them. */
export interface User {
  readonly id: string;
  /** What they sign in with, as a rule an e-mail address. */
  readonly label: string;
}

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
  /** Which of the users that VS Code knows signs in; the one that VS Code chooses when absent. */
  readonly user?: User;
  /** Region, where it is known. */
  readonly location?: string;
  /** Where Resource Manager has it (`/subscriptions/…/batchAccounts/name`), where it was found there. */
  readonly resourceId?: string;
  /** Whether nothing of it is to be changed from here, by the user's own wish. */
  readonly isReadOnly?: boolean;
  /** Whether the user has put it before others. */
  readonly isPinned?: boolean;
  /** What the user calls it in views; requests have its name. */
  readonly label?: string;
  /** Hosts of storage from which the user lets files be read that its tasks uploaded. */
  readonly storageHosts?: readonly string[];
  /** Whether agents may read it without a question, or never; they ask when absent. */
  readonly agents?: 'allowed' | 'never';
}

/** What an account is called in views: by the user's own name, else by its name in Azure. */
export function toShownName({ label, name }: Pick<Account, 'label' | 'name'>): string {
  return label ?? name;
}

/** What a user wishes for an account here, however it is signed in to. */
export type AccountWishes = Pick<Account, 'isReadOnly' | 'isPinned' | 'label' | 'storageHosts' | 'agents'>;
