import type { Account, SignInKind, User } from '../../core/model/account.ts';
import type { NodeResource, TaskResource } from '../../core/model/resource.ts';
import type { KnownResubmissions } from '../../core/model/resubmission.ts';
import type { TokenSource } from '../../service/auth/tokenSource.ts';
import type { ConnectOptions, Credential } from '../../service/connectOptions.ts';
import type { Attempt, SavedRun } from '../../service/ports.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import type { Bundles } from '../ports.ts';

/** How a session is asked for: only where there is one already, or with a dialogue when there is none. */
export type Prompting = 'silent' | 'interactive';

export interface OpenRequest {
  readonly account: Account;
  /** The key of an account that has one. A secret. */
  readonly key: string | undefined;
  /** The host that the user has confirmed by name to receive such a credential. */
  readonly confirmedHost?: string | undefined;
  /** Where the quotas of the account are, if not at the Resource Manager of its cloud. */
  readonly resourceManager?: ConnectOptions['resourceManager'] | undefined;
  /** Whether a missing session may open a dialogue: only while a command of the user waits for it. */
  readonly prompting: Prompting;
  /** Of a connection beside that of all others. */
  readonly apart?: ApartOptions;
  /** Why nothing of the account may be changed now. */
  readonly whyReadOnly: ConnectOptions['whyReadOnly'];
  readonly onAttempt: (attempt: Attempt) => void;
  /** Called with the version of the Batch API that the service supports. */
  readonly onVersion: (version: string) => void;
  /** Called with the account's id in Resource Manager, once it is found. */
  readonly onResourceId: (resourceId: string) => void;
}

/** Who signs in. */
export interface SignInAs {
  readonly kind: SignInKind;
  /** Their own tenant when undefined. */
  readonly tenantId?: string | undefined;
  /** One of the users that the program knows. */
  readonly user?: User | undefined;
}

/** What a connection of one's own has of its own. */
export type ApartOptions = Pick<ConnectOptions, 'apiVersion' | 'onAnswer'>;

/** How those who have no key sign in, and to what. */
export interface SignIn {
  createTokenSource(as: SignInAs, endpoint: string, prompting: Prompting): TokenSource;
  /** The Resource Manager of a cloud of one's own, where the account at this endpoint is in it. */
  findOwnResourceManager(endpoint: string): string | undefined;
}

/** What is known on this computer of things that the service may have forgotten. */
export interface KnownBefore {
  /** Which failed tasks were submitted once more. */
  readonly resubmissions: KnownResubmissions;
  /** Where nodes uploaded the logs of their agents, as it is saved. */
  readonly agentLogs?: () => unknown;
  /** What was saved of a task or a node before actions, oldest first. */
  readonly listSaved: (resource: TaskResource | NodeResource) => Promise<readonly SavedRun[]>;
}

/** Opens the live view of an account. Loads the service bundle on first use; sends nothing yet. */
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

/** Azure's clouds are known by the names of their hosts; one's own is not. */
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
