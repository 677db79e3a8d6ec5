import type { Account, SignInKind, User } from '../../core/model/account.ts';
import type { NodeResource, TaskResource } from '../../core/model/resource.ts';
import type { KnownResubmissions } from '../../core/model/resubmission.ts';
import type { TokenSource } from '../../service/auth/tokenSource.ts';
import type { ConnectOptions, Credential } from '../../service/connectOptions.ts';
import type { Attempt, SavedRun } from '../../service/ports.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import type { Bundles } from '../ports.ts';

/** How to get a session: `silent` uses only an existing one, and `interactive` shows a dialog if there is none. */
export type Prompting = 'silent' | 'interactive';

export interface OpenRequest {
  readonly account: Account;
  /** The key of an account that has one. The key is a secret. */
  readonly key: string | undefined;
  /** The host that the user has confirmed by name to receive this kind of credential. */
  readonly confirmedHost?: string | undefined;
  /** The Resource Manager with the account's quotas, if it is not the one of the account's cloud. */
  readonly resourceManager?: ConnectOptions['resourceManager'] | undefined;
  /** Must be `interactive` only while a user's command waits for the session. */
  readonly prompting: Prompting;
  readonly apart?: ApartOptions;
  readonly whyReadOnly: ConnectOptions['whyReadOnly'];
  readonly onAttempt: (attempt: Attempt) => void;
  readonly onVersion: (version: string) => void;
  readonly onResourceId: (resourceId: string) => void;
}

/** The identity that signs in. */
export interface SignInAs {
  readonly kind: SignInKind;
  /** The user's own tenant when undefined. */
  readonly tenantId?: string | undefined;
  readonly user?: User | undefined;
}

/** Options that only a separate connection has. */
export type ApartOptions = Pick<ConnectOptions, 'apiVersion' | 'onAnswer'>;

/** Signs in to accounts without a key. */
export interface SignIn {
  createTokenSource(as: SignInAs, endpoint: string, prompting: Prompting): TokenSource;
  /** Returns the Resource Manager of the private cloud that contains the account at this endpoint, if any. */
  findOwnResourceManager(endpoint: string): string | undefined;
}

/** Data saved on this computer about items that the service may no longer have. */
export interface KnownBefore {
  readonly resubmissions: KnownResubmissions;
  /** Returns the saved locations to which nodes uploaded their agent logs. */
  readonly agentLogs?: () => unknown;
  /** Lists the evidence of a task or a node that was saved before actions, oldest first. */
  readonly listSaved: (resource: TaskResource | NodeResource) => Promise<readonly SavedRun[]>;
}

/** Opens the live view of an account. Loads the service bundle on first use, and sends no requests yet. */
export function openStore(
  request: OpenRequest,
  bundles: Pick<Bundles, 'service'>,
  signIn: SignIn,
  { agentLogs, resubmissions, listSaved }: KnownBefore,
): AccountStore {
  const {
    account,
    apart = {},
    confirmedHost,
    onAttempt,
    onResourceId,
    onVersion,
    resourceManager,
    whyReadOnly,
  } = request;
  const { connect, createAccountStore } = bundles.service();
  const credential = toCredential(request, signIn);
  const access = resourceManager ?? toOwnAccess(credential, account, signIn);
  const accountId = account.id;
  const service = connect({
    account,
    credential,
    confirmedHost,
    whyReadOnly,
    storageHosts: account.storageHosts,
    agentLogs,
    saved: {
      ofTask: ({ jobId, taskId }) => listSaved({ kind: 'task', accountId, jobId, taskId }),
      ofNode: ({ poolId, nodeId }) => listSaved({ kind: 'node', accountId, poolId, nodeId }),
    },
    onAttempt,
    onVersion,
    onResourceId,
    ...apart,
    ...(access === undefined ? {} : { resourceManager: access }),
  });
  return createAccountStore(account, service, undefined, resubmissions);
}

/** Returns access to a private cloud's Resource Manager; only Azure's own clouds are known by their host names. */
function toOwnAccess(
  credential: Credential,
  { endpoint }: Account,
  { findOwnResourceManager }: SignIn,
): OpenRequest['resourceManager'] {
  const own = credential.kind === 'token' ? findOwnResourceManager(endpoint) : undefined;
  if (credential.kind !== 'token' || own === undefined) return undefined;
  return { endpoint: own, scope: `${own}/.default`, source: credential.source };
}

function toCredential({ account, key, prompting }: OpenRequest, signIn: SignIn): Credential {
  const { authentication: kind, endpoint, name, tenantId, user } = account;
  if (kind === 'sharedKey' || kind === 'sample') return { kind: 'sharedKey', accountName: name, key: key ?? '' };
  return { kind: 'token', source: signIn.createTokenSource({ kind, tenantId, user }, endpoint, prompting) };
}
