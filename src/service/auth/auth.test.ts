import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Cancelled } from '../../core/model/cancelled.ts';
import { createIdentityTokenSource } from './auth.ts';

const scopes = ['https://batch.core.windows.net//.default'];

test('asks the CLI for the scope, and hands its token on', async () => {
  const asked: unknown[] = [];
  const source = createIdentityTokenSource('azureCli', undefined, {
    async getToken(wanted) {
      asked.push(wanted);
      return { token: 't', expiresOnTimestamp: 5 };
    },
  });
  assert.deepEqual(await source.getToken(scopes), { token: 't', expiresOnMs: 5 });
  assert.deepEqual(asked, [scopes]);
});

const refusals: readonly (readonly [message: string, code: string, says: RegExp])[] = [
  ['Azure CLI could not be found. Please visit …', 'AzureCliMissing', /was not found/],
  ["Please run 'az login' from a command prompt", 'NotSignedIn', /az login/],
  [
    'AADSTS500011: The resource principal named … was not found in the tenant',
    'NotSignedIn',
    /Open the account with its key/,
  ],
];
for (const [message, code, says] of refusals) {
  test(`says what to do when the CLI says “${message}”`, async () => {
    const source = createIdentityTokenSource('azureCli', undefined, {
      getToken: () => Promise.reject(new Error(message)),
    });
    await assert.rejects(source.getToken(scopes), { code, message: says });
  });
}

test('one who gives up is not told of errors', async () => {
  const abort = new AbortController();
  const source = createIdentityTokenSource('azureCli', undefined, {
    async getToken() {
      abort.abort();
      throw new Error('aborted');
    },
  });
  await assert.rejects(source.getToken(scopes, { signal: abort.signal }), Cancelled.is);
});
