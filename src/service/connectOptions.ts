import type { SeenAnswer } from '../core/answers/compareAnswer.ts';
import type { Clock } from '../core/clock.ts';
import type { Account } from '../core/model/account.ts';
import type { TokenSource } from './auth/tokenSource.ts';
import type { ApiVersion, Attempt, SavedFiles } from './ports.ts';

/** What authenticates requests to an account: its key, or tokens of a signed-in user. */
export type Credential =
  | { readonly kind: 'sharedKey'; readonly accountName: string; readonly key: string }
  | { readonly kind: 'token'; readonly source: TokenSource };

/** How the Resource Manager of an account is reached. */
export interface ResourceManagerAccess {
  /** Absolute URL without a path. */
  readonly endpoint: string;
  /** What tokens are asked for. */
  readonly scope: string;
  readonly source: TokenSource;
  /** Certificate of its authority, as PEM, where this machine does not know it. */
  readonly ca?: string;
}

export interface ConnectOptions {
  readonly account: Account;
  readonly credential: Credential;
  /** The host that the user has confirmed by name; needed where it is neither Azure's nor this computer. */
  readonly confirmedHost?: string | undefined;
  /** Why nothing may be changed now, as a sentence; undefined while it may. Asked before each request. */
  readonly whyReadOnly?: (() => string | undefined) | undefined;
  /** The hosts of storage from which files that tasks uploaded may be read: the user decides. None when absent. */
  readonly storageHosts?: readonly string[] | undefined;
  /** Where nodes uploaded the logs of their agents before, of any shape: a list of `SavedAgentLogs`. */
  readonly agentLogs?: (() => unknown) | undefined;
  /** What was saved of logs before actions, for those that can no longer be read anywhere else. */
  readonly saved?: SavedFiles | undefined;
  /** How Resource Manager is reached, which knows quotas; that of the account's cloud, by the credential, when absent. */
  readonly resourceManager?: ResourceManagerAccess;
  /** Called after every attempt of every request. */
  readonly onAttempt?: (attempt: Attempt) => void;
  /** Called with every answer as it came, before anything is made of it. Secrets may be in it. */
  readonly onAnswer?: ((answer: SeenAnswer) => void) | undefined;
  /** The version that the account is known to speak; the newer one when nothing is known. */
  readonly apiVersion?: ApiVersion;
  /** Called when the service has accepted an API version, and again when that changes. */
  readonly onVersion?: (version: ApiVersion) => void;
  /** Called with the place of the account in Resource Manager, once it is found. */
  readonly onResourceId?: (resourceId: string) => void;
  readonly clock?: Clock;
  /** Yields [0, 1). */
  readonly random?: () => number;
  /** Makes the request ids by which the service's log can be searched. */
  readonly createId?: () => string;
}
