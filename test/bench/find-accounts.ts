import assert from 'node:assert/strict';
import { Agent, request } from 'node:https';
import type { AccessToken } from '../../src/service/auth/tokenSource.ts';
import { subscriptionsVersion } from '../../src/service/resourceManager/findAccount.ts';
import { type DirectoryAccess, findAccounts } from '../../src/service/resourceManager/findAccounts.ts';
import { toGraphQuestion } from '../../src/service/resourceManager/listByGraph.ts';
import { maxConcurrentRequests } from '../../src/service/resourceManager/resourceManagerClient.ts';
import { Slots } from '../../src/service/slots.ts';
import type { ListedAccount, Subscription, Tenant } from '../../src/simulator/arm/directory.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { toTenantSource } from '../service/directory.ts';
import { assertWanted, median, ratio, report, sized, timeMs } from './harness.ts';

/**
 * Measures finding 500 accounts in 300 subscriptions of 20 tenants, as a ratio to sending the same requests directly
 * with the same concurrency. `first-accounts` is the time until the first row.
 */
/** Excludes the user's home tenant. */
const guestCount = sized(19, 2);
const subscriptionCount = sized(300, 3);
const accountCount = sized(500, 5);
const scope = 'https://management.azure.com/.default';
const wantedRatio = 1.5;
const wantedFirstMs = 1000;

const accounts: readonly ListedAccount[] = Array.from({ length: accountCount }, (_, index) => ({
  name: `account${index}`,
  resourceGroup: 'rg',
  location: 'westeurope',
  accountEndpoint: `account${index}.westeurope.batch.azure.com`,
}));
const subscriptions: readonly Subscription[] = Array.from({ length: subscriptionCount }, (_, index) => ({
  subscriptionId: `sub-${index}`,
  displayName: `Subscription ${index}`,
  accounts: accounts.filter((_account, at) => at % subscriptionCount === index),
}));
const tenants: readonly Tenant[] = Array.from({ length: guestCount }, (_, index) => ({
  tenantId: `${String(index).padStart(8, '0')}-0000-4000-8000-000000000000`,
  displayName: `Tenant ${index}`,
  defaultDomain: `tenant${index}.example`,
  subscriptions: subscriptions.filter((_subscription, at) => at % guestCount === index),
}));

const simulator = await startSimulator({ directory: { guestOf: tenants } });
const tokens = new Map<string | undefined, AccessToken>();
for (const tenantId of [undefined, ...tenants.map((tenant) => tenant.tenantId)])
  tokens.set(tenantId, await toTenantSource(simulator, tenantId).getToken([scope]));

/** Returns the token of a tenant, or else that of the home tenant. */
function findToken(tenantId: string | undefined): AccessToken {
  const token = tokens.get(tenantId) ?? tokens.get(undefined);
  assert.ok(token);
  return token;
}

const sent: string[] = [];
const access: DirectoryAccess = {
  endpoint: simulator.armUrl,
  scope,
  ca: simulator.ca,
  onAttempt: ({ method, url }) => sent.push(`${method} ${url}`),
  toSource: (tenantId) => ({ getToken: async () => findToken(tenantId) }),
};

/** Returns the milliseconds until the first account, and until all accounts. */
async function find(): Promise<{ readonly firstMs: number; readonly allMs: number }> {
  let found = 0;
  let firstMs = Number.POSITIVE_INFINITY;
  const startedAt = performance.now();
  await findAccounts(access, { signal: new AbortController().signal }, (finding) => {
    if ('error' in finding) throw finding.error;
    found += finding.accounts.length;
    if (found > 0) firstMs = Math.min(firstMs, performance.now() - startedAt);
  });
  assert.equal(found, accountCount + 1);
  return { firstMs, allMs: performance.now() - startedAt };
}

interface Question {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly tenantId: string | undefined;
  readonly body?: string;
}

/** Lists the requests that find accounts: one for the tenants, and then two for each tenant. */
function listQuestions(): readonly Question[] {
  const ids = [undefined, ...tenants.map(({ tenantId }) => tenantId)];
  const graph = toGraphQuestion();
  const at = (path: string, version: string): string => `${simulator.armUrl}${path}?api-version=${version}`;
  return [
    { method: 'GET', url: at('/tenants', subscriptionsVersion), tenantId: undefined },
    ...ids.flatMap((tenantId): readonly Question[] => [
      { method: 'GET', url: at('/subscriptions', subscriptionsVersion), tenantId },
      { method: 'POST', url: at(graph.path, graph.version), tenantId, body: JSON.stringify(graph.body) },
    ]),
  ];
}

function send({ method, url, tenantId, body }: Question, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${findToken(tenantId).token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    };
    const outgoing = request(url, { method, ca: simulator.ca, headers, agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        assert.equal(response.statusCode, 200);
        JSON.parse(Buffer.concat(chunks).toString('utf8'));
        resolve();
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

const questions = listQuestions();

/** Sends the first request, which lists the tenants, and then the others with the product's concurrency. */
async function sendPlainly(): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: maxConcurrentRequests });
  const slots = new Slots(maxConcurrentRequests);
  const [first, ...others] = questions;
  if (first !== undefined) await send(first, agent);
  await Promise.all(others.map((one) => slots.run(() => send(one, agent))));
  agent.destroy();
}

const firstMs: number[] = [];
await find();
assert.deepEqual(sent.sort(), questions.map(({ method, url }) => `${method} ${url}`).sort(), 'both send the same');
const figure = await ratio('find-accounts', {
  ours: async () => {
    const run = await find();
    firstMs.push(run.firstMs);
    return run.allMs;
  },
  reference: () => timeMs(sendPlainly),
  runs: 31,
  warmUps: 5,
});
const first = median(firstMs);
report({ name: 'first-accounts', value: first, unit: 'ms', runs: firstMs.length });
await simulator.close();
assertWanted(figure.value <= wantedRatio, `${figure.value} times as long instead of ${wantedRatio}`);
assertWanted(first <= wantedFirstMs, `${first} ms instead of ${wantedFirstMs}`);
