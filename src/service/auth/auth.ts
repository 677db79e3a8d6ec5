import { AzureCliCredential, type TokenCredential } from '@azure/identity';
import * as l10n from '@vscode/l10n';
import { BatchError } from '../../core/model/batchError.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import type { TokenSource } from './tokenSource.ts';

export { configureText } from '../../core/text/configureText.ts';

/**
 * Tokens of whoever is signed in to the Azure CLI on this machine. Each question starts the CLI, so ask through a
 * cache. `credential` is for tests.
 */
export function createAzureCliTokenSource(
  tenantId?: string,
  credential: TokenCredential = new AzureCliCredential(tenantId === undefined ? {} : { tenantId }),
): TokenSource {
  return {
    async getToken(scopes, { claims, signal } = {}) {
      if (signal?.aborted) throw new Cancelled();
      try {
        const options = {
          ...(claims === undefined ? {} : { claims }),
          ...(signal === undefined ? {} : { abortSignal: signal }),
        };
        const token = await credential.getToken([...scopes], options);
        if (token === null) throw toNotSignedIn(undefined);
        return { token: token.token, expiresOnMs: token.expiresOnTimestamp };
      } catch (error) {
        if (signal?.aborted) throw new Cancelled();
        throw BatchError.is(error) ? error : toNotSignedIn(error);
      }
    },
  };
}

function toNotSignedIn(cause: unknown): BatchError {
  if (isCliMissing(cause) && !isAudienceUnknown(cause)) {
    return new BatchError({
      code: 'AzureCliMissing',
      message: l10n.t('The Azure CLI was not found. Install it, or sign in another way.'),
      cause,
    });
  }
  return new BatchError({
    code: 'NotSignedIn',
    message: isAudienceUnknown(cause)
      ? l10n.t('Microsoft Entra ID issues no tokens for an account on this computer. Open the account with its key.')
      : l10n.t('The Azure CLI has no valid sign-in. Run “az login” in a terminal, then try again.'),
    cause,
  });
}

function isCliMissing(cause: unknown): boolean {
  return cause instanceof Error && /could not be found|not found|not installed|ENOENT/i.test(cause.message);
}

/** AADSTS500011: nothing is known by that audience, as it is for a simulator's. */
function isAudienceUnknown(cause: unknown): boolean {
  return cause instanceof Error && /AADSTS500011/.test(cause.message);
}
