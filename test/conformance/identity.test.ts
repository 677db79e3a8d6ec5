import assert from 'node:assert/strict';
import { request } from 'node:https';
import { after, before, test } from 'node:test';
import { batchAudience } from '../../src/simulator/http/authenticate.ts';
import { type Held, startHeld } from './heldSimulator.ts';

let held: Held;

before(async () => {
  held = await startHeld({
    name: 'arm',
    description: '',
    pools: [],
    jobs: [],
    quotas: { dedicatedCoreQuota: 20, poolQuota: 3 },
  });
});

after(() => held.simulator.close());

interface Answer {
  readonly status: number | undefined;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Sends a request over TLS as a client that trusts the simulator's certificate. */
function ask(method: string, url: string, token?: string, form?: Readonly<Record<string, string>>): Promise<Answer> {
  const headers = {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
  };
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, ca: held.simulator.ca, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        resolve({ status: response.statusCode, body: JSON.parse(Buffer.concat(chunks).toString('utf8')) });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(form === undefined ? undefined : new URLSearchParams(form).toString());
  });
}

async function tokenFor(scope: string, url = held.simulator.tokenUrl): Promise<Answer> {
  const secret = held.simulator.accountKey;
  return ask('POST', url, undefined, {
    grant_type: 'client_credentials',
    client_id: 'app',
    client_secret: secret,
    scope,
  });
}

function listJobs(token: string) {
  return held.client.send('GET /jobs', { headers: { authorization: `Bearer ${token}` } });
}

test('a token for the Batch audience opens the account until it expires', async () => {
  const { status, body } = await tokenFor(`${batchAudience}/.default`);
  assert.deepEqual([status, body['token_type'], body['expires_in']], [200, 'Bearer', 3600]);
  const token = String(body['access_token']);
  assert.equal((await listJobs(token)).status, 200);
  await held.clock.advance(3601 * 1000);
  const late = await listJobs(token);
  assert.deepEqual([late.status, late.body.code], [401, 'AuthenticationFailed']);
});

const wrongAudiences = ['https://batch.core.windows.net/.default', 'https://management.azure.com/.default'];
for (const scope of wrongAudiences) {
  test(`a token for ${scope} gives no access to the account`, async () => {
    const reply = await listJobs(String((await tokenFor(scope)).body['access_token']));
    assert.equal(reply.status, 401);
    assert.match(reply.body.values?.[0]?.value ?? '', /wrong audience/);
  });
}

test('the token endpoint refuses other tenants and invalid scopes', async () => {
  const elsewhere = held.simulator.tokenUrl.replace(/[0-9a-f-]{36}/, '00000000-0000-0000-0000-000000000000');
  const tenant = await tokenFor(`${batchAudience}/.default`, elsewhere);
  assert.deepEqual([tenant.status, tenant.body['error']], [400, 'invalid_request']);
  assert.equal((await tokenFor('openid')).body['error'], 'invalid_scope');
});

test('Resource Manager lists the account with its quotas, and its keys', async () => {
  const token = String((await tokenFor('https://management.azure.com/.default')).body['access_token']);
  const get = async (path: string) => ask('GET', `${held.simulator.armUrl}${path}?api-version=2024-07-01`, token);
  const [subscription] = (await get('/subscriptions')).body['value'] as readonly { readonly id: string }[];
  const accounts = (await get(`${subscription?.id}/providers/Microsoft.Batch/batchAccounts`)).body['value'];
  const [account] = accounts as readonly { readonly id: string; readonly properties: Record<string, unknown> }[];
  assert.equal(account?.properties['accountEndpoint'], new URL(held.simulator.url).host);
  assert.equal(account?.properties['dedicatedCoreQuota'], 20);
  assert.equal(account?.properties['poolQuota'], 3);
  const keys = await ask('POST', `${held.simulator.armUrl}${account?.id}/listKeys?api-version=2024-07-01`, token);
  assert.equal(keys.body['primary'], held.simulator.accountKey);
  assert.equal((await get('/subscriptions/none')).status, 404);
  assert.equal((await ask('GET', `${held.simulator.armUrl}/subscriptions`, token)).status, 400);
});

test('Resource Manager requires a token of its own', async () => {
  const url = `${held.simulator.armUrl}/subscriptions?api-version=2022-12-01`;
  assert.equal((await ask('GET', url)).status, 401);
  const token = String((await tokenFor(`${batchAudience}/.default`)).body['access_token']);
  assert.equal((await ask('GET', url, token)).status, 401);
});
