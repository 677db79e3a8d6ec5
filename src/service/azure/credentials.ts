import { BatchSharedKeyCredentials } from '@azure/batch';
import { type RequestPolicyFactory, signingPolicy, type WebResourceLike } from '@azure/ms-rest-js';
import * as l10n from '@vscode/l10n';
import type { Clock } from '../../core/clock.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { untilAborted } from '../../core/model/cancelled.ts';
import type { CredentialTarget } from '../../core/model/credentialTarget.ts';
import { findClaims } from '../auth/claims.ts';
import { TokenCache } from '../auth/tokenCache.ts';
import type { Credential } from '../connectOptions.ts';
import { toPolicy } from './policies/requestPolicy.ts';
import { findAbortSignal } from './policies/signal.ts';

/** A credential in use in the pipeline of one account. */
export interface RequestCredential {
  readonly policy: RequestPolicyFactory;
  /**
   * Gets another token after `request` was refused with 401; absent if there is only one credential. `challenge` is the
   * `WWW-Authenticate` header. Throws what the source of tokens throws.
   */
  readonly renew?: (request: WebResourceLike, challenge: string | undefined) => Promise<void>;
}

/** Creates a credential that signs requests to `target` only. Throws `NotSignedIn` for an empty key: it was lost. */
export function toRequestCredential(credential: Credential, target: CredentialTarget, clock: Clock): RequestCredential {
  if (credential.kind === 'token') return toBearerCredential(new TokenCache(credential.source, target.scope, clock));
  if (credential.key === '') {
    const message = l10n.t('The key for the account {0} is missing. Add the account again.', credential.accountName);
    throw new BatchError({ code: 'NotSignedIn', message });
  }
  return { policy: signingPolicy(new BatchSharedKeyCredentials(credential.accountName, credential.key)) };
}

const scheme = 'Bearer ';

function toBearerCredential(tokens: TokenCache): RequestCredential {
  return {
    policy: toPolicy(async (request, send) => {
      request.headers.set('authorization', scheme + (await untilAborted(tokens.get(), findAbortSignal(request))));
      return send(request);
    }),
    async renew(request, challenge) {
      const refused = request.headers.get('authorization')?.slice(scheme.length) ?? '';
      await untilAborted(tokens.renew(refused, findClaims(challenge)), findAbortSignal(request));
    },
  };
}
