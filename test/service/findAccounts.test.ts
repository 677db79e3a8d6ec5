import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { BatchError } from '../../src/core/model/batchError.ts';
import { Cancelled } from '../../src/core/model/cancelled.ts';
import { needsSignIn } from '../../src/core/model/needsSignIn.ts';
import type { TokenRequest } from '../../src/service/auth/tokenSource.ts';
import { readKey } from '../../src/service/resourceManager/accountAccess.ts';
import {
  type DirectoryAccess,
  findAccounts,
  type TenantFinding,
} from '../../src/service/resourceManager/findAccounts.ts';
import type { Directory, ListedAccount, Tenant } from '../../src/simulator/arm/directory.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { toTenantSource } from './directory.ts';

function toTenantId(number: number): string {
  return `${String(number).padStart(8, '0')}-0000-4000-8000-000000000000`;
}

function listed(name: string, changes: Partial<ListedAccount> = {}): ListedAccount {
  const accountEndpoint = `${name}.westeurope.batch.azure.com`;
  return { name, resourceGroup: 'Render', location: 'westeurope', accountEndpoint, ...changes };
}

function guest(number: number, changes: Partial<Tenant> = {}): Tenant {
  const accounts = [listed(`guest${number}`)];
  return {
    tenantId: toTenantId(number),
    displayName: `Guest ${number}`,
    defaultDomain: `guest${number}.example`,
    subscriptions: [{ subscriptionId: `sub-${number}`, displayName: `Subscription ${number}`, accounts }],
    ...changes,
  };
}

async function start(context: TestContext, directory: Directory): Promise<Simulator> {
  const simulator = await startSimulator({ directory });
  context.after(() => simulator.close());
  return simulator;
}

/** Returns the access of any signed-in user, without dialogs: requests tokens, but never with claims. */
function toAccess(simulator: Simulator, mayMeetClaims: boolean): DirectoryAccess & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    endpoint: simulator.armUrl,
    scope: 'https://management.azure.com/.default',
    ca: simulator.ca,
    onAttempt: ({ method, url }) => asked.push(`${method} ${new URL(url).pathname}`),
    toSource: (tenantId) => ({
      async getToken(scopes, request: TokenRequest = {}) {
        if (request.claims !== undefined && !mayMeetClaims) {
          throw new BatchError({ code: 'NotSignedIn', message: 'A dialogue is needed.' });
        }
        return toTenantSource(simulator, tenantId).getToken(scopes, request);
      },
    }),
  };
}

async function find(
  access: DirectoryAccess,
  tenant?: { tenantId: string; name: string },
): Promise<readonly TenantFinding[]> {
  const found: TenantFinding[] = [];
  const { signal } = new AbortController();
  await findAccounts(access, { signal, ...(tenant === undefined ? {} : { tenant }) }, (finding) => found.push(finding));
  return found;
}

function names(findings: readonly TenantFinding[]): readonly string[] {
  return findings.flatMap((one) => ('error' in one ? [] : one.accounts.map(({ name }) => name))).sort();
}

test('accounts of all tenants are found, with two requests per tenant', async (context) => {
  const simulator = await start(context, { guestOf: [guest(1), guest(2)] });
  const access = toAccess(simulator, false);
  const found = await find(access);
  assert.deepEqual(names(found), ['guest1', 'guest2', 'simulated']);
  assert.equal(access.asked.length, 1 + 3 * 2);
});

test('an account has its location, its state and its allowed authentication', async (context) => {
  const accounts = [listed('closed', { allowedAuthenticationModes: ['SharedKey'], publicNetworkAccess: 'Disabled' })];
  const subscriptions = [{ subscriptionId: 'sub-1', displayName: 'Old', state: 'Disabled', accounts } as const];
  const simulator = await start(context, { guestOf: [guest(1, { subscriptions })] });
  const [told] = (await find(toAccess(simulator, false))).flatMap((one) =>
    'error' in one ? [] : one.accounts.filter(({ name }) => name === 'closed'),
  );
  assert.deepEqual(told, {
    resourceId: '/subscriptions/sub-1/resourceGroups/Render/providers/Microsoft.Batch/batchAccounts/closed',
    name: 'closed',
    host: 'closed.westeurope.batch.azure.com',
    location: 'westeurope',
    resourceGroup: 'Render',
    tenant: { tenantId: toTenantId(1), name: 'Guest 1' },
    subscription: { subscriptionId: 'sub-1', name: 'Old', state: 'Disabled' },
    provisioningState: 'Succeeded',
    allowedAuthenticationModes: ['SharedKey'],
    publicNetworkAccess: 'Disabled',
  });
});

test('an endpoint with more than a host is ignored', async (context) => {
  const host = 'odd.westeurope.batch.azure.com';
  const endpoints = [host.toUpperCase(), `${host}/@other.example`, `user@${host}`, `${host}#`, `${host}?x`, ' '];
  const accounts = endpoints.map((accountEndpoint, index) => listed(`odd${index}`, { accountEndpoint }));
  const subscriptions = [{ subscriptionId: 'sub-1', displayName: 'Odd', accounts }];
  const simulator = await start(context, { guestOf: [guest(1, { subscriptions })] });
  const told = (await find(toAccess(simulator, false))).flatMap((one) => ('error' in one ? [] : one.accounts));
  const odd = told.filter(({ name }) => name.startsWith('odd'));
  assert.equal(odd.length, endpoints.length);
  assert.deepEqual(
    odd.flatMap((account) => account.host ?? []),
    [host],
  );
});

test('a tenant that requires a second factor does not hide other tenants, and can be read after signing in to it', async (context) => {
  const simulator = await start(context, { guestOf: [guest(1, { demands: 'c1' }), guest(2)] });
  const found = await find(toAccess(simulator, false));
  assert.deepEqual(names(found), ['guest2', 'simulated']);
  const [closed] = found.filter((one) => 'error' in one);
  assert.ok(closed !== undefined && 'error' in closed && needsSignIn(closed.error));
  assert.equal(closed.tenant.name, 'Guest 1');
  assert.deepEqual(names(await find(toAccess(simulator, true), closed.tenant)), ['guest1']);
});

test('without Resource Graph, each subscription is read, and a subscription that refuses is reported', async (context) => {
  const subscriptions = [
    { subscriptionId: 'sub-open', displayName: 'Open', accounts: [listed('open')] },
    { subscriptionId: 'sub-shut', displayName: 'Shut', accounts: [listed('shut')], isRefused: true },
  ];
  const simulator = await start(context, { guestOf: [guest(1, { refusesGraph: true, subscriptions })] });
  const found = await find(toAccess(simulator, false), { tenantId: toTenantId(1), name: 'Guest 1' });
  assert.deepEqual(names(found), ['open']);
  const refused = found.flatMap((one) => ('error' in one ? [] : one.refused));
  assert.deepEqual(
    refused.map(({ subscription, error }) => [subscription.name, error.code]),
    [['Shut', 'AuthorizationFailed']],
  );
});

test('an account in two tenants is listed once', async (context) => {
  const shared = { subscriptionId: 'sub-1', displayName: 'Shared', accounts: [listed('shared')] };
  const guestOf = [guest(1, { subscriptions: [shared] }), guest(2, { subscriptions: [shared] })];
  const simulator = await start(context, { guestOf });
  assert.deepEqual(names(await find(toAccess(simulator, false))), ['shared', 'simulated']);
});

test('if there are more accounts than fit into one answer, all of them are found', async (context) => {
  const accounts = Array.from({ length: 2500 }, (_, index) => listed(`account${index}`));
  const simulator = await start(context, {
    guestOf: [guest(1, { subscriptions: [{ subscriptionId: 'sub-1', displayName: 'Large', accounts }] })],
  });
  const found = await find(toAccess(simulator, false), { tenantId: toTenantId(1), name: 'Guest 1' });
  assert.equal(names(found).length, 2500);
});

test('nothing is sent to a host other than Resource Manager', async () => {
  let asked = 0;
  const access: DirectoryAccess = {
    endpoint: 'https://management.azure.example',
    scope: 'scope',
    toSource: () => ({
      getToken: async () => {
        asked += 1;
        return { token: 'secret', expiresOnMs: Number.MAX_SAFE_INTEGER };
      },
    }),
  };
  await assert.rejects(find(access), { code: 'UnconfirmedHost' });
  assert.equal(asked, 0);
});

test('cancellation takes effect immediately', async (context) => {
  const simulator = await start(context, {});
  const abort = new AbortController();
  const access = { ...toAccess(simulator, false), toSource: () => ({ getToken: () => new Promise<never>(() => {}) }) };
  const finding = assert.rejects(
    findAccounts(access, { signal: abort.signal }, () => {}),
    Cancelled.is,
  );
  abort.abort();
  await finding;
});

test('a key is read by users whose role may list keys', async (context) => {
  const simulator = await start(context, { guestOf: [guest(1)] });
  const { endpoint, scope, ca = '', toSource } = toAccess(simulator, false);
  const { signal } = new AbortController();
  const accounts = (await find(toAccess(simulator, false))).flatMap((one) => ('error' in one ? [] : one.accounts));
  const read = async (name: string): Promise<string> => {
    const account = accounts.find((one) => one.name === name);
    const source = toSource(account?.tenant.tenantId);
    return readKey({ endpoint, scope, ca, source }, account?.resourceId ?? '', signal);
  };
  assert.equal(await read('simulated'), simulator.accountKey);
  await assert.rejects(read('guest1'), { status: 403, code: 'AuthorizationFailed' });
});
