import type { ServiceBundle } from '../../app/ports.ts';
import type { Account } from '../../core/model/account.ts';
import type { KnownResubmissions } from '../../core/model/resubmission.ts';
import { bundles } from '../../node/load.ts';
import type { Attempt } from '../../service/ports.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import type { Prompting } from './microsoftSession.ts';
import { findOwnResourceManager, toProviderId } from './signInCloud.ts';
import { createTokenSource } from './tokenSources.ts';

type ConnectOptions = Parameters<ServiceBundle['connect']>[0];
type Credential = ConnectOptions['credential'];

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
  /** Why nothing of the account may be changed now. */
  readonly whyReadOnly: ConnectOptions['whyReadOnly'];
  readonly onAttempt: (attempt: Attempt) => void;
  /** Called with the version of the Batch API that the service supports. */
  readonly onVersion: (version: string) => void;
  /** Called with the account's id in Resource Manager, once it is found. */
  readonly onResourceId: (resourceId: string) => void;
}

/**
 * Opens the live view of an account, in which failed tasks that were submitted once more are known. Loads the service
 * bundle on first use; sends nothing yet.
 */
export function openStore(request: OpenRequest, resubmissions?: KnownResubmissions): AccountStore {
  const { account, confirmedHost, onAttempt, onResourceId, onVersion, resourceManager, whyReadOnly } = request;
  const { connect, createAccountStore } = bundles.service();
  const credential = toCredential(request);
  const access = resourceManager ?? toOwnAccess(credential, account);
  const service = connect({
    account,
    credential,
    confirmedHost,
    whyReadOnly,
    onAttempt,
    onVersion,
    onResourceId,
    ...(access === undefined ? {} : { resourceManager: access }),
  });
  return createAccountStore(account, service, undefined, resubmissions);
}

/** Azure's clouds are known by the names of their hosts; one's own is not. */
function toOwnAccess(credential: Credential, { endpoint }: Account): OpenRequest['resourceManager'] {
  const own = credential.kind === 'token' ? findOwnResourceManager(endpoint) : undefined;
  if (credential.kind !== 'token' || own === undefined) return undefined;
  return { endpoint: own, scope: `${own}/.default`, source: credential.source };
}

function toCredential({ account, key, prompting }: OpenRequest): Credential {
  const { authentication: kind, endpoint, name, tenantId, user } = account;
  if (kind === 'sharedKey' || kind === 'sample') return { kind: 'sharedKey', accountName: name, key: key ?? '' };
  return { kind: 'token', source: createTokenSource({ kind, tenantId, user }, toProviderId(endpoint), prompting) };
}
