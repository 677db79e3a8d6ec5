import type { SignInKind, User } from '../../core/model/account.ts';
import { bundles } from '../../node/load.ts';
import type { TokenSource } from '../../service/auth/tokenSource.ts';
import { createMicrosoftTokenSource, type Prompting } from './microsoftSession.ts';
import type { ProviderId } from './signInCloud.ts';

/** Who signs in. */
export interface SignInAs {
  readonly kind: SignInKind;
  /** Their own tenant when undefined. */
  readonly tenantId?: string | undefined;
  /** One of the users that VS Code knows. */
  readonly user?: User | undefined;
}

/** Tokens of a user, however they sign in. Loads the identity bundle if VS Code does not do the sign-in. */
export function createTokenSource(
  { kind, tenantId, user }: SignInAs,
  providerId: ProviderId,
  prompting: Prompting,
): TokenSource {
  return kind === 'microsoft'
    ? createMicrosoftTokenSource({ providerId, tenantId, user, prompting })
    : bundles.auth().createIdentityTokenSource(kind, tenantId);
}
