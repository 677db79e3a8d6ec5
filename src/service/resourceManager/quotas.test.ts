import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type Answer, BatchServer, hang, json } from '../../../test/fakes/batchServer.ts';
import { FakeClock } from '../../../test/fakes/fakeClock.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import { CredentialTarget } from '../../core/model/credentialTarget.ts';
import type { TokenSource } from '../auth/tokenSource.ts';
import type { AttemptOutcome } from '../azure/policies/attempts.ts';
import type { QuotaAnswer } from '../ports.ts';
import { AccountRecord, toAccess } from './accountRecord.ts';
import { LazyClient } from './lazyClient.ts';
import { AccountQuotaPort } from './quotas.ts';

const endpoint = 'https://acct.westeurope.batch.azure.com';
const id = '/subscriptions/s2/resourceGroups/g/providers/Microsoft.Batch/batchAccounts/acct';
const account = {
  id,
  location: 'westeurope',
  properties: { accountEndpoint: 'ACCT.westeurope.batch.azure.com', poolQuota: 7 },
};
const refused = json({ error: { code: 'AuthorizationFailed', message: 'No role.' } }, 403);

/** Answers by path; unlisted paths are not found. */
function byPath(answers: Readonly<Record<string, Answer>>): Answer {
  return (response, request) => {
    const path = request.url.split('?', 1)[0] ?? '';
    (answers[path] ?? json({ error: { code: 'ResourceNotFound', message: 'Nothing here.' } }, 404))(response, request);
  };
}

const graph = '/providers/Microsoft.ResourceGraph/resources';
const listOf = (subscription: string) => `/subscriptions/${subscription}/providers/Microsoft.Batch/batchAccounts`;
const subscriptions = json({ value: [{ subscriptionId: 's1' }, { subscriptionId: 's2' }] });
const wholeAzure = byPath({
  '/subscriptions': subscriptions,
  [listOf('s1')]: refused,
  [listOf('s2')]: json({ value: [{ id: 'other', properties: { accountEndpoint: 'b' } }, account] }),
  [id]: json({ ...account, properties: { ...account.properties, poolQuota: 9 } }),
});

interface Setting {
  readonly server: BatchServer;
  readonly clock: FakeClock;
  readonly record: AccountRecord;
  readonly port: AccountQuotaPort;
  readonly tokens: string[];
  readonly attempts: readonly AttemptOutcome[];
  /** The account's resource IDs as reported. */
  readonly found: readonly string[];
}

async function set(context: TestContext, answer: Answer): Promise<Setting> {
  const server = await BatchServer.start(answer);
  const clock = new FakeClock();
  const tokens: string[] = [];
  const attempts: AttemptOutcome[] = [];
  const source: TokenSource = {
    async getToken(_scopes, { claims = '' } = {}) {
      tokens.push(claims);
      return { token: `token ${tokens.length}`, expiresOnMs: Number.MAX_SAFE_INTEGER };
    },
  };
  const client = new LazyClient({ endpoint: server.url, scope: 'scope', source }, clock, (attempt) =>
    attempts.push(attempt),
  );
  const found: string[] = [];
  const record = new AccountRecord(client, { endpoint }, clock, (resourceId) => found.push(resourceId));
  const port = new AccountQuotaPort(record, { endpoint, tenantId: 'tenant' });
  context.after(async () => {
    record.dispose();
    client.dispose();
    await server[Symbol.asyncDispose]();
  });
  return { server, clock, record, port, tokens, attempts, found };
}

const poolQuotaOf = (answer: QuotaAnswer) => ('limits' in answer ? answer.limits.poolQuota : answer.whyUnknown);
const minuteMs = 60_000;

test('all subscriptions are searched for the account once, even if one refuses, and after that one request is enough', async (context) => {
  const { server, clock, record, port, found } = await set(context, wholeAzure);
  assert.deepEqual((await Promise.all([port.getQuotas(), port.getQuotas()])).map(poolQuotaOf), [7, 7]);
  assert.equal(server.requests.length, 4);
  const answer = await port.getQuotas();
  assert.equal(poolQuotaOf(answer), 7);
  assert.deepEqual('limits' in answer && answer.limits.quotaPages, {
    account: `https://portal.azure.com/#@tenant/resource${id}/accountQuotas`,
    subscription: 'https://portal.azure.com/#@tenant/view/Microsoft_Azure_Capacity/QuotaMenuBlade/~/myQuotas',
  });
  assert.deepEqual([found, record.resourceId], [[id], id]);
  assert.equal(server.requests.length, 4);
  clock.advance(6 * minuteMs);
  assert.equal(poolQuotaOf(await port.getQuotas()), 9);
  assert.deepEqual(
    server.requests.slice(4).map(({ url }) => url.split('?', 1)[0]),
    [id],
  );
  assert.deepEqual(found, [id], 'it is told once');
});

test('if Resource Graph is accessible, it locates the account, however many subscriptions there are', async (context) => {
  const { server, port } = await set(
    context,
    byPath({ [graph]: json({ data: [{ id: '/b' }, account] }), [id]: json(account) }),
  );
  assert.equal(poolQuotaOf(await port.getQuotas()), 7);
  assert.deepEqual(
    server.requests.map(({ url }) => url.split('?', 1)[0]),
    [graph, id],
  );
});

test('an account that is not at the location that Resource Graph gives is searched for', async (context) => {
  const answers = { [graph]: json({ data: [{ ...account, id: '/was/here' }] }), '/subscriptions': subscriptions };
  const { port } = await set(context, byPath({ ...answers, [listOf('s1')]: json({ value: [account] }) }));
  assert.equal(poolQuotaOf(await port.getQuotas()), 7);
});

test('an unreadable subscription matters only if no other one contains the account', async (context) => {
  const broken = byPath({
    '/subscriptions': subscriptions,
    [listOf('s1')]: json({}, 500),
    [listOf('s2')]: json({ value: [account] }),
  });
  const { server, clock, port } = await set(context, broken);
  assert.equal(poolQuotaOf(await port.getQuotas()), 7);
  server.answer(byPath({ '/subscriptions': subscriptions, [listOf('s1')]: json({}, 500), [listOf('s2')]: refused }));
  clock.advance(6 * minuteMs);
  assert.match(String(poolQuotaOf(await port.getQuotas())), /HTTP status 500/);
});

test('an account that was moved is searched for again', async (context) => {
  const { server, clock, port } = await set(context, wholeAzure);
  await port.getQuotas();
  const moved = { ...account, id: '/elsewhere' };
  server.answer(byPath({ '/subscriptions': subscriptions, [listOf('s1')]: json({ value: [moved] }) }));
  clock.advance(6 * minuteMs);
  assert.equal(poolQuotaOf(await port.getQuotas()), 7);
});

test('if the limits are unknown, the reason is reported, and they are soon requested again', async (context) => {
  const { server, clock, port } = await set(context, refused);
  assert.match(String(poolQuotaOf(await port.getQuotas())), /unknown: No role\./);
  server.answer(wholeAzure);
  assert.match(String(poolQuotaOf(await port.getQuotas())), /No role/);
  clock.advance(minuteMs);
  assert.equal(poolQuotaOf(await port.getQuotas()), 7);
});

test('a refused token is renewed once, with the requested claims', async (context) => {
  const claims = Buffer.from('{"access_token":{}}').toString('base64');
  const challenge = json({}, 401, { 'www-authenticate': `Bearer error="insufficient_claims", claims="${claims}"` });
  const { server, port, tokens } = await set(context, challenge);
  server.answer(challenge, wholeAzure);
  assert.equal(poolQuotaOf(await port.getQuotas()), 7);
  assert.deepEqual(tokens, ['', '{"access_token":{}}']);
  assert.equal(server.requests[1]?.headers.authorization, 'Bearer token 2');
});

for (const [what, answer, says] of [
  ['a page elsewhere', json({ value: [], nextLink: 'https://evil.example/subscriptions' }), /evil\.example/],
  ['an answer that is no JSON', (response) => response.writeHead(200).end('<html>'), /couldn't be understood/],
  ['a list that is none', json({ value: 7 }), /couldn't be understood/],
  [
    'a page that refuses',
    (response) => response.writeHead(403).end('<html>'),
    /didn't come from Azure Resource Manager/,
  ],
  ['no subscription at all', json({ value: [] }), /none of the subscriptions that you can see/],
  ['nothing that could be read', json({}, 500), /HTTP status 500/],
] as readonly (readonly [string, Answer, RegExp])[]) {
  test(`${what} leaves the limits unknown`, async (context) => {
    const { port, server } = await set(context, answer);
    assert.match(String(poolQuotaOf(await port.getQuotas())), says);
    assert.equal(server.requests.length, 2, 'Resource Graph, and the list of subscriptions');
  });
}

test('every request is recorded, with its status or the reason why there was none', async (context) => {
  const { server, port, attempts, clock } = await set(context, json({}, 401));
  await port.getQuotas();
  assert.deepEqual(
    attempts.map(({ attempt, status, code }) => ({ attempt, status, code })),
    [
      { attempt: 1, status: 401, code: undefined },
      { attempt: 2, status: 401, code: undefined },
    ],
  );
  assert.match(attempts[0]?.url ?? '', /\/resources\?api-version=/);
  server.answer((response) => response.destroy());
  clock.advance(minuteMs);
  await port.getQuotas();
  assert.equal(attempts[2]?.status, undefined);
  assert.equal(attempts[2]?.code, 'ConnectionReset');
});

test('an explanation does not wait for a silent Resource Manager', async (context) => {
  let heard: () => void = () => {};
  const asked = new Promise<void>((resolve) => {
    heard = resolve;
  });
  const { port, clock } = await set(context, (response, request) => {
    hang(response, request);
    heard();
  });
  const answer = port.getQuotas();
  await asked;
  clock.advance(minuteMs);
  assert.match(String(poolQuotaOf(await answer)), /didn't respond in time/);
});

test('a canceled request stops waiting', async (context) => {
  const { port } = await set(context, hang);
  const abort = new AbortController();
  const answer = port.getQuotas({ signal: abort.signal });
  abort.abort();
  await assert.rejects(answer, Cancelled.is);
});

test('neither a key nor a token for an account outside Azure gives access to Resource Manager', async () => {
  const source: TokenSource = { getToken: () => Promise.reject(new Error('nobody asks')) };
  const byKey = toAccess({ kind: 'sharedKey', accountName: 'a', key: 'k' }, CredentialTarget.of(endpoint));
  const outside = toAccess({ kind: 'token', source }, CredentialTarget.of('http://127.0.0.1:1'));
  for (const [access, said] of [
    [byKey, /not accept account keys/],
    [outside, /isn't in an Azure cloud/],
  ] as const) {
    assert.ok('kind' in access);
    const port = new AccountQuotaPort(new AccountRecord(access, { endpoint }, new FakeClock()), { endpoint });
    assert.match(String(poolQuotaOf(await port.getQuotas())), said);
  }
  assert.deepEqual(toAccess({ kind: 'token', source }, CredentialTarget.of(endpoint)), {
    endpoint: 'https://management.azure.com',
    scope: 'https://management.azure.com/.default',
    source,
  });
});
