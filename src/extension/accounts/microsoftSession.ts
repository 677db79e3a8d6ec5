import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Prompting } from '../../app/accounts/openStore.ts';
import type { User } from '../../core/model/account.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import { describeError } from '../../core/text/describeError.ts';
import { toShortVisible } from '../../core/text/escape.ts';
import { redactText } from '../../core/text/redact.ts';
import type { AccessToken, TokenRequest, TokenSource } from '../../service/auth/tokenSource.ts';
import type { ProviderId } from './signInCloud.ts';
import { readExpiry } from './tokenExpiry.ts';

/** The part of VS Code that signs users in; tests pass their own. */
export type Authentication = Pick<typeof vscode.authentication, 'getSession'>;

/** A sign-in: its provider, tenant, and user. */
export interface MicrosoftSession {
  readonly providerId: ProviderId;
  /** The user's home tenant when undefined. */
  readonly tenantId: string | undefined;
  /** The user that VS Code selects when undefined. */
  readonly user: User | undefined;
  readonly prompting: Prompting;
}

let changes = 0;

/** Makes sources request new tokens, because a user has signed in or out. */
export function noteChangedSessions(): void {
  changes += 1;
}

/** Creates a source of tokens of VS Code's own Microsoft account. Only a direct user action may pass `interactive`. */
export function createMicrosoftTokenSource(
  wanted: MicrosoftSession,
  authentication: Authentication = vscode.authentication,
): TokenSource {
  const { tenantId } = wanted;
  return {
    get session() {
      return changes;
    },
    async getToken(scopes: readonly string[], request: TokenRequest = {}): Promise<AccessToken> {
      if (request.signal?.aborted) throw new Cancelled();
      // VS Code treats entries that begin with VSCODE_ as options and doesn't request them as scopes.
      const asked = tenantId === undefined ? [...scopes] : [...scopes, `VSCODE_TENANT:${tenantId}`];
      const question = request.claims === undefined ? asked : toChallenge(request.claims, asked);
      const session = await getSession(authentication, wanted, question);
      if (session === undefined) throw toNotSignedIn();
      return { token: session.accessToken, expiresOnMs: readExpiry(session.accessToken, Date.now()) };
    },
  };
}

/**
 * Lets the user choose one of the accounts signed in to VS Code, or sign in with another. Throws `NotSignedIn`, and
 * `Cancelled` when they close the dialog.
 */
export async function chooseUser(providerId: ProviderId, scope: string): Promise<User> {
  const choosing = { createIfNone: true, clearSessionPreference: true } as const;
  const { account } = await orNotSignedIn(() => vscode.authentication.getSession(providerId, [scope], choosing));
  return { id: account.id, label: account.label };
}

function getSession(
  authentication: Authentication,
  { providerId, user, prompting }: MicrosoftSession,
  question: readonly string[] | vscode.AuthenticationWwwAuthenticateRequest,
): Promise<vscode.AuthenticationSession | undefined> {
  const account = user === undefined ? {} : { account: user };
  return orNotSignedIn<vscode.AuthenticationSession | undefined>(() =>
    prompting === 'interactive'
      ? authentication.getSession(providerId, question, { ...account, createIfNone: true })
      : authentication.getSession(providerId, question, { ...account, silent: true }),
  );
}

async function orNotSignedIn<T>(ask: () => Thenable<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw isGivenUp(error) ? new Cancelled() : toFailedSignIn(error);
  }
}

/** Checks whether the user closed the dialog, which VS Code and its providers report only by the message. */
function isGivenUp(error: unknown): boolean {
  return error instanceof Error && /cancel|did not consent/i.test(error.message);
}

/** Converts a claims challenge (a second factor, a fresh sign-in) to the form that VS Code's provider reads. */
function toChallenge(claims: string, scopes: readonly string[]): vscode.AuthenticationWwwAuthenticateRequest {
  const encoded = Buffer.from(claims, 'utf8').toString('base64');
  return { wwwAuthenticate: `Bearer error="insufficient_claims", claims="${encoded}"`, fallbackScopes: scopes };
}

function toNotSignedIn(): BatchError {
  const message = l10n.t('You are not signed in to Azure, or the session has ended.');
  return new BatchError({ code: 'NotSignedIn', message });
}

const maxShownReasonLength = 200;

/** Returns the error for a failed sign-in, after which it is unknown whether there is a session. */
function toFailedSignIn(cause: unknown): BatchError {
  const said = describeError(cause);
  const reason = toShortVisible(redactText(said), maxShownReasonLength);
  const message = l10n.t(
    "VS Code couldn't get your Azure session. The sign-in reported: “{0}”. Sign in again. If that fails too, reload the window.",
    reason,
  );
  return new BatchError({ code: 'NotSignedIn', message, cause });
}
