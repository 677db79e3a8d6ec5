import type { Prompting, SignIn, SignInAs } from '../../app/accounts/openStore.ts';
import { bundles } from '../../node/load.ts';
import type { TokenSource } from '../../service/auth/tokenSource.ts';
import { createMicrosoftTokenSource } from './microsoftSession.ts';
import { findOwnResourceManager, type ProviderId, toProviderId } from './signInCloud.ts';

/**
 * Creates a source of tokens for a user and any kind of sign-in. Loads the identity bundle unless VS Code does the
 * sign-in.
 */
export function createTokenSource(
  { kind, tenantId, user }: SignInAs,
  providerId: ProviderId,
  prompting: Prompting,
): TokenSource {
  return kind === 'microsoft'
    ? createMicrosoftTokenSource({ providerId, tenantId, user, prompting })
    : bundles.auth().createIdentityTokenSource(kind, tenantId);
}

/** Sign-in for accounts that are opened without a key. */
export const signIn: SignIn = {
  createTokenSource: (as, endpoint, prompting) => createTokenSource(as, toProviderId(endpoint), prompting),
  findOwnResourceManager,
};
