import * as vscode from 'vscode';
import { BatchError } from '../../core/model/batchError.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import { findCloud } from '../../core/model/cloud.ts';
import type { AccessToken, TokenRequest, TokenSource } from '../../service/auth/tokenSource.ts';
import { readExpiry } from './tokenExpiry.ts';

/** The authentication provider of VS Code that knows the cloud of this endpoint. */
function toProviderId(endpoint: string): 'microsoft' | 'microsoft-sovereign-cloud' {
  return findCloud(new URL(endpoint).hostname)?.isSovereign === true ? 'microsoft-sovereign-cloud' : 'microsoft';
}

/** How a session is asked for: only where there is one already, or with a dialogue when there is none. */
export type Prompting = 'silent' | 'interactive';

/** The part of VS Code that signs in; tests give their own. */
export type Authentication = Pick<typeof vscode.authentication, 'getSession'>;

/** Tokens of VS Code's own Microsoft account. Only something that the user has just done may be `interactive`. */
export function createMicrosoftTokenSource(
  endpoint: string,
  tenantId: string | undefined,
  prompting: Prompting,
  authentication: Authentication = vscode.authentication,
): TokenSource {
  return {
    async getToken(scopes: readonly string[], request: TokenRequest = {}): Promise<AccessToken> {
      if (request.signal?.aborted) throw new Cancelled();
      // VS Code takes entries that begin with VSCODE_ for itself and removes them from what it asks for.
      const wanted = tenantId === undefined ? [...scopes] : [...scopes, `VSCODE_TENANT:${tenantId}`];
      const question = request.claims === undefined ? wanted : toChallenge(request.claims, wanted);
      const session = await getSession(authentication, toProviderId(endpoint), question, prompting);
      if (session === undefined) throw toNotSignedIn(undefined);
      return { token: session.accessToken, expiresOnMs: readExpiry(session.accessToken, Date.now()) };
    },
  };
}

async function getSession(
  authentication: Authentication,
  providerId: string,
  question: readonly string[] | vscode.AuthenticationWwwAuthenticateRequest,
  prompting: Prompting,
): Promise<vscode.AuthenticationSession | undefined> {
  try {
    return prompting === 'interactive'
      ? await authentication.getSession(providerId, question, { createIfNone: true })
      : await authentication.getSession(providerId, question, { silent: true });
  } catch (error) {
    throw isGivenUp(error) ? new Cancelled() : toNotSignedIn(error);
  }
}

/** VS Code and its providers tell by words alone that the user closed the dialogue. */
function isGivenUp(error: unknown): boolean {
  return error instanceof Error && /cancel|did not consent/i.test(error.message);
}

/** A refusal that asks for more (a second factor, a fresh sign-in), as VS Code's provider reads it. */
function toChallenge(claims: string, scopes: readonly string[]): vscode.AuthenticationWwwAuthenticateRequest {
  const encoded = Buffer.from(claims, 'utf8').toString('base64');
  return { wwwAuthenticate: `Bearer error="insufficient_claims", claims="${encoded}"`, fallbackScopes: scopes };
}

function toNotSignedIn(cause: unknown): BatchError {
  return new BatchError({
    code: 'NotSignedIn',
    message: vscode.l10n.t('You are not signed in to Azure, or the session has ended.'),
    cause,
  });
}
