import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { Cancelled } from '../../core/model/cancelled.ts';
import { createIdentityTokenSource } from './auth.ts';

const scopes = ['https://batch.core.windows.net//.default'];

test('the scope is requested from the Azure CLI, and its token is returned', async () => {
  const asked: unknown[] = [];
  const source = createIdentityTokenSource('azureCli', undefined, {
    credential: {
      async getToken(wanted) {
        asked.push(wanted);
        return { token: 't', expiresOnTimestamp: 5 };
      },
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
  test(`the fix is described if the Azure CLI prints “${message}”`, async () => {
    const source = createIdentityTokenSource('azureCli', undefined, {
      credential: {
        getToken: () => Promise.reject(new Error(message)),
      },
    });
    await assert.rejects(source.getToken(scopes), { code, message: says });
  });
}

test('a canceled request for a token reports no error', async () => {
  const abort = new AbortController();
  const source = createIdentityTokenSource('azureCli', undefined, {
    credential: {
      async getToken() {
        abort.abort();
        throw new Error('aborted');
      },
    },
  });
  await assert.rejects(source.getToken(scopes, { signal: abort.signal }), Cancelled.is);
});

test('a managed identity is that of the computer, or the one named by AZURE_CLIENT_ID', async (context) => {
  const asked: (string | null)[] = [];
  const server = createServer(({ url = '' }, response) => {
    asked.push(new URL(url, 'http://localhost').searchParams.get('client_id'));
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify({ access_token: 't', expires_on: '4102444800', token_type: 'Bearer' }));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  context.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  // Azure services that offer a managed identity set the first two.
  const names = ['IDENTITY_ENDPOINT', 'IDENTITY_HEADER', 'AZURE_CLIENT_ID'] as const;
  const before = names.map((name) => process.env[name]);
  const setAll = (values: readonly (string | undefined)[]): void => {
    for (const [index, name] of names.entries()) {
      const value = values[index];
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
  context.after(() => setAll(before));
  for (const clientId of [undefined, '7a1b']) {
    setAll([`http://127.0.0.1:${port}/token`, 'h', clientId]);
    assert.equal((await createIdentityTokenSource('managedIdentity').getToken(scopes)).token, 't');
  }
  assert.deepEqual(asked, [null, '7a1b']);
});
