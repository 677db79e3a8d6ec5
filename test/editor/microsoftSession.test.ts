import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { EventEmitter } from 'vscode';
import type { Account } from '../../src/core/model/account.ts';
import { BatchError } from '../../src/core/model/batchError.ts';
import { Cancelled } from '../../src/core/model/cancelled.ts';
import { followSessions } from '../../src/extension/accounts/followSessions.ts';
import {
  type Authentication,
  createMicrosoftTokenSource,
  type MicrosoftSession,
} from '../../src/extension/accounts/microsoftSession.ts';
import { toProviderId } from '../../src/extension/accounts/signInCloud.ts';
import type { AccountStore } from '../../src/service/store/accountStore.ts';

const scope = 'https://batch.core.windows.net//.default';
const anybody: MicrosoftSession = {
  providerId: toProviderId('https://contoso.westeurope.batch.azure.com'),
  tenantId: undefined,
  user: undefined,
  prompting: 'silent',
};
const session: vscode.AuthenticationSession = {
  id: 's',
  accessToken: 'token',
  account: { id: 'a', label: 'somebody' },
  scopes: [],
};

interface Question {
  readonly provider: string;
  readonly scopes: readonly string[];
  readonly challenge: string | undefined;
  readonly options: vscode.AuthenticationGetSessionOptions | undefined;
}

/** Returns sessions like VS Code, and records the requests. */
class FakeAuthentication {
  readonly questions: Question[] = [];
  answer: () => vscode.AuthenticationSession | undefined = () => session;

  getSession: Authentication['getSession'] = async (
    provider: string,
    question: readonly string[] | vscode.AuthenticationWwwAuthenticateRequest,
    options?: vscode.AuthenticationGetSessionOptions,
  ): Promise<vscode.AuthenticationSession> => {
    const isChallenge = 'wwwAuthenticate' in question;
    this.questions.push({
      provider,
      scopes: isChallenge ? (question.fallbackScopes ?? []) : question,
      challenge: isChallenge ? question.wwwAuthenticate : undefined,
      options,
    });
    const answer = this.answer();
    if (answer === undefined) throw new Error('No session');
    return answer;
  };
}

suite('Microsoft session', () => {
  test('after a sign-out in VS Code, only the accounts of that user ask for a new sign-in', async () => {
    const changed = new EventEmitter<vscode.AuthenticationSessionsChangeEvent>();
    const refreshed: string[] = [];
    const toAccount = (id: string, authentication: Account['authentication']): Account => ({
      id,
      name: id,
      endpoint: `https://${id}`,
      authentication,
    });
    const accounts = {
      all: [toAccount('signed.in', 'microsoft'), toAccount('with.key', 'sharedKey')],
      findStore: (id: string) => ({ refresh: async () => void refreshed.push(id) }) as unknown as AccountStore,
    };
    const following = followSessions(accounts, changed.event);
    try {
      const source = createMicrosoftTokenSource(anybody, authentication);
      const before = source.session;
      changed.fire({ provider: { id: 'github', label: 'GitHub' } });
      assert.equal(source.session, before);
      changed.fire({ provider: { id: 'microsoft', label: 'Microsoft' } });
      assert.notEqual(source.session, before);
      assert.deepEqual(refreshed, ['signed.in']);
    } finally {
      following.dispose();
      changed.dispose();
    }
  });

  let authentication: FakeAuthentication;
  setup(() => {
    authentication = new FakeAuthentication();
  });

  test('A9-9 a sign-in dialog opens only for an action of the user', async () => {
    await createMicrosoftTokenSource(anybody, authentication).getToken([scope]);
    await createMicrosoftTokenSource({ ...anybody, prompting: 'interactive' }, authentication).getToken([scope]);
    assert.deepEqual(
      authentication.questions.map(({ options }) => options),
      [{ silent: true }, { createIfNone: true }],
    );
  });

  test('a session is requested for the tenant and cloud of an account', async () => {
    await createMicrosoftTokenSource({ ...anybody, tenantId: 'tenant-1' }, authentication).getToken([scope]);
    const government = 'https://contoso.usgovvirginia.batch.usgovcloudapi.net';
    const inItsCloud = { ...anybody, providerId: toProviderId(government) };
    await createMicrosoftTokenSource(inItsCloud, authentication).getToken([scope]);
    const [one, other] = authentication.questions;
    assert.deepEqual([one?.provider, one?.scopes], ['microsoft', [scope, 'VSCODE_TENANT:tenant-1']]);
    assert.deepEqual([other?.provider, other?.scopes], ['microsoft-sovereign-cloud', [scope]]);
  });

  test('if VS Code has several users, the session of the right user is requested by name', async () => {
    const user = { id: 'b', label: 'ada@contoso.example' };
    await createMicrosoftTokenSource({ ...anybody, user }, authentication).getToken([scope]);
    assert.deepEqual(authentication.questions[0]?.options, { account: user, silent: true });
  });

  test('claims from a challenge are passed on', async () => {
    const claims = '{"access_token":{"nbf":{"essential":true}}}';
    await createMicrosoftTokenSource(anybody, authentication).getToken([scope], { claims });
    const [question] = authentication.questions;
    const encoded = /claims="([^"]+)"/.exec(question?.challenge ?? '')?.[1] ?? '';
    assert.equal(Buffer.from(encoded, 'base64').toString('utf8'), claims);
    assert.deepEqual(question?.scopes, [scope]);
  });

  test('a missing session is reported, and closing the dialog reports no error', async () => {
    const source = createMicrosoftTokenSource({ ...anybody, prompting: 'interactive' }, authentication);
    authentication.answer = () => undefined;
    await assert.rejects(source.getToken([scope]), (error) => BatchError.is(error, 'NotSignedIn'));
    authentication.answer = () => {
      throw new Error('User did not consent to login.');
    };
    await assert.rejects(source.getToken([scope]), (error) => Cancelled.is(error));
  });

  test("errors of VS Code's sign-in are shown, with a fix", async () => {
    authentication.answer = () => {
      throw new Error('Timed out waiting for authentication provider to register\u202e');
    };
    await assert.rejects(createMicrosoftTokenSource(anybody, authentication).getToken([scope]), (error) => {
      assert.ok(BatchError.is(error, 'NotSignedIn'));
      assert.match(
        error.message,
        /reported: “Timed out waiting for authentication provider to register.*”\. Sign in again\./,
      );
      assert.doesNotMatch(error.message, /You are not signed in|\u202e/);
      return true;
    });
  });
});
