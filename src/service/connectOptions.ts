import type { SeenAnswer } from '../core/answers/compareAnswer.ts';
import type { Clock } from '../core/clock.ts';
import type { Account } from '../core/model/account.ts';
import type { TokenSource } from './auth/tokenSource.ts';
import type { FindProxy } from './azure/http/findProxy.ts';
import type { ApiVersion, Attempt, SavedFiles } from './ports.ts';

/** Credential for requests to an account: its key, or tokens of a signed-in user. */
export type Credential =
  | { readonly kind: 'sharedKey'; readonly accountName: string; readonly key: string }
  | { readonly kind: 'token'; readonly source: TokenSource };

/** Access to the Resource Manager of an account. */
export interface ResourceManagerAccess {
  /** Absolute URL without a path. */
  readonly endpoint: string;
  readonly scope: string;
  readonly source: TokenSource;
  /** PEM certificate of its authority, if this machine doesn't trust it. */
  readonly ca?: string;
}

export interface ConnectOptions {
  readonly account: Account;
  readonly credential: Credential;
  /** The host that the user has confirmed by name; required if it is neither Azure nor this computer. */
  readonly confirmedHost?: string | undefined;
  /**
   * Returns why nothing may be changed now, as a sentence; undefined while changes are allowed. Called before each
   * request.
   */
  readonly whyReadOnly?: (() => string | undefined) | undefined;
  /** The storage hosts from which the user allows reading uploaded task files. None when absent. */
  readonly storageHosts?: readonly string[] | undefined;
  /** Returns earlier uploads of node agent logs, not validated: a list of `SavedAgentLogs`. */
  readonly agentLogs?: (() => unknown) | undefined;
  /** Logs that were saved before actions, for logs that can no longer be read anywhere else. */
  readonly saved?: SavedFiles | undefined;
  /**
   * Access to Resource Manager, which knows quotas; when absent, that of the account's cloud, with the same credential.
   */
  readonly resourceManager?: ResourceManagerAccess;
  readonly onAttempt?: (attempt: Attempt) => void;
  /** Called with every response as received, before it is interpreted. May contain secrets. */
  readonly onAnswer?: ((answer: SeenAnswer) => void) | undefined;
  /** The version that the account is known to speak; when absent, the newer one is tried first. */
  readonly apiVersion?: ApiVersion;
  /** Called when the service has accepted an API version, and again when that changes. */
  readonly onVersion?: (version: ApiVersion) => void;
  readonly onResourceId?: (resourceId: string) => void;
  /** Finds the proxy to each host; no proxies when absent. */
  readonly findProxy?: FindProxy;
  readonly clock?: Clock;
  /** Returns a random number in [0, 1). */
  readonly random?: () => number;
  /** Creates the request IDs by which the service's log can be searched. */
  readonly createId?: () => string;
}
