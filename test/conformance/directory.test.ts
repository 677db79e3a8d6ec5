import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Directory } from '../../src/simulator/arm/directory.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { askArm } from '../service/directory.ts';

const guestTenant = '11111111-1111-1111-1111-111111111111';
const strictTenant = '22222222-2222-2222-2222-222222222222';
const narrowTenant = '33333333-3333-3333-3333-333333333333';

const directory: Directory = {
  subscriptions: [
    { subscriptionId: 'sub-closed', displayName: 'Closed', isRefused: true, accounts: [] },
    {
      subscriptionId: 'sub-old',
      displayName: 'Old',
      state: 'Disabled',
      accounts: [{ name: 'old', resourceGroup: 'RG', location: 'westeurope', accountEndpoint: 'old.invalid' }],
    },
  ],
  guestOf: [
    { tenantId: guestTenant, displayName: 'Fabrikam', defaultDomain: 'fabrikam.example', subscriptions: [] },
    { tenantId: strictTenant, displayName: 'Strict', defaultDomain: 's.example', subscriptions: [], demands: 'c1' },
    {
      tenantId: narrowTenant,
      displayName: 'Narrow',
      defaultDomain: 'n.example',
      subscriptions: [],
      refusesGraph: true,
    },
  ],
};

let simulator: Simulator;
before(async () => {
  simulator = await startSimulator({ directory });
});
after(() => simulator.close());

const query =
  "resources | where type =~ 'Microsoft.Batch/batchAccounts' | project id, name, subscriptionId | order by name asc";

test('every user sees the tenants in which they are a member or a guest', async () => {
  const { body } = await askArm(simulator, 'GET', '/tenants');
  assert.deepEqual(
    (body['value'] as readonly { displayName: string }[]).map(({ displayName }) => displayName),
    ['Simulator', 'Fabrikam', 'Strict', 'Narrow'],
  );
});

test('a token opens the subscriptions of its own tenant', async () => {
  const home = await askArm(simulator, 'GET', '/subscriptions');
  const states = (home.body['value'] as readonly { displayName: string; state: string }[]).map((one) => [
    one.displayName,
    one.state,
  ]);
  assert.deepEqual(states, [
    ['Simulator', 'Enabled'],
    ['Closed', 'Enabled'],
    ['Old', 'Disabled'],
  ]);
  const guest = await askArm(simulator, 'GET', '/subscriptions', { tenantId: guestTenant });
  assert.deepEqual(guest.body['value'], []);
  const closed = await askArm(simulator, 'GET', '/subscriptions/sub-closed/providers/Microsoft.Batch/batchAccounts');
  assert.deepEqual([closed.status, code(closed.body)], [403, 'AuthorizationFailed']);
});

test('Resource Graph returns the accounts of a tenant page by page', async () => {
  const first = await askArm(simulator, 'POST', '/providers/Microsoft.ResourceGraph/resources', {
    body: { query, options: { $top: 1 } },
  });
  assert.deepEqual([first.body['count'], first.body['totalRecords'], names(first.body)], [1, 2, ['old']]);
  const second = await askArm(simulator, 'POST', '/providers/Microsoft.ResourceGraph/resources', {
    body: { query, options: { $top: 1, $skipToken: first.body['$skipToken'] } },
  });
  assert.deepEqual([names(second.body), '$skipToken' in second.body], [['simulated'], false]);
});

test('Resource Graph refuses invalid queries, and users without access', async () => {
  const path = '/providers/Microsoft.ResourceGraph/resources';
  const wrong = await askArm(simulator, 'POST', path, { body: { query: 'resources | summarize count()' } });
  assert.deepEqual([wrong.status, code(wrong.body)], [400, 'BadRequest']);
  const refused = await askArm(simulator, 'POST', path, { tenantId: narrowTenant, body: { query } });
  assert.equal(refused.status, 403);
});

test('a tenant with Conditional Access refuses tokens with a challenge until its claims are met', async () => {
  const refused = await askArm(simulator, 'GET', '/subscriptions', { tenantId: strictTenant });
  const encoded = /claims="([^"]+)"/.exec(refused.headers['www-authenticate'] ?? '')?.[1] ?? '';
  assert.equal(refused.status, 401);
  const claims = Buffer.from(encoded, 'base64').toString('utf8');
  const met = await askArm(simulator, 'GET', '/subscriptions', { tenantId: strictTenant, claims });
  assert.equal(met.status, 200);
});

function names(body: Readonly<Record<string, unknown>>): readonly string[] {
  return (body['data'] as readonly { name: string }[]).map(({ name }) => name);
}

function code({ error }: Readonly<Record<string, unknown>>): string {
  return (error as { code: string }).code;
}
