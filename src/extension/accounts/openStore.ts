import type { Account } from '../../core/model/account.ts';
import type { Attempt } from '../../service/ports.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { loadAuth, loadService, type ServiceBundle } from '../load.ts';
import { createMicrosoftTokenSource, type Prompting } from './microsoftSession.ts';

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
  /** Told which version of the Batch interface the service speaks. */
  readonly onVersion: (version: string) => void;
}

/** Opens the live view of an account. Loads the service bundle on first use; sends nothing yet. */
export function openStore(request: OpenRequest): AccountStore {
  const { account, confirmedHost, onAttempt, onVersion, resourceManager, whyReadOnly } = request;
  const { connect, createAccountStore } = loadService();
  const service = connect({
    account,
    credential: toCredential(request),
    confirmedHost,
    whyReadOnly,
    onAttempt,
    onVersion,
    ...(resourceManager === undefined ? {} : { resourceManager }),
  });
  return createAccountStore(account, service);
}

function toCredential({ account, key, prompting }: OpenRequest): Credential {
  switch (account.authentication) {
    case 'sharedKey':
    case 'sample':
      return { kind: 'sharedKey', accountName: account.name, key: key ?? '' };
    case 'microsoft':
      return {
        kind: 'token',
        source: createMicrosoftTokenSource(account.endpoint, account.tenantId, prompting),
      };
    case 'azureCli':
      return { kind: 'token', source: loadAuth().createAzureCliTokenSource(account.tenantId) };
  }
}
