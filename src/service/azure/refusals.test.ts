import assert from 'node:assert/strict';
import { type Answer, BatchServer, failure, json } from '../../../test/fakes/batchServer.ts';
import { testVersions, toAccount } from '../../../test/fakes/connect.ts';
import type { AuthenticationKind } from '../../core/model/account.ts';
import { BatchError } from '../../core/model/batchError.ts';
import type { ConnectOptions } from '../connectOptions.ts';
import type { BatchService } from '../ports.ts';
import { createAccountStore } from '../service.ts';

/** Returns an account that is opened by signing in. */
function signedIn(url: string, authentication: AuthenticationKind = 'microsoft'): Partial<ConnectOptions> {
  const source = { getToken: async () => ({ token: 't', expiresOnMs: Number.MAX_SAFE_INTEGER }) };
  return { account: { ...toAccount(url), authentication }, credential: { kind: 'token', source } };
}

async function errorOf(call: Promise<unknown>): Promise<BatchError> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(BatchError.is(error));
  return error;
}

const raw =
  'Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly.';

testVersions('a refused key is explained, with the page that shows the new one', async ({ connectTo }) => {
  await using server = await BatchServer.start(failure(403, 'AuthenticationFailed', { message: raw }));
  const error = await errorOf(connectTo(server.url).service.verify());
  assert.match(error.message, /key isn't valid for the account simacct[\s\S]*“Keys” page/);
  assert.doesNotMatch(error.message, /Authorization header/);
  assert.deepEqual(error.wayIn, { accountId: new URL(server.url).host, authentication: 'sharedKey' });
  assert.equal(error.status, 403);
  assert.ok(BatchError.is(error.cause) && error.cause.message.startsWith(raw), 'what the service said is kept');
});

for (const [what, status, code, message] of [
  ['a status that says so, whatever its code', 401, 'Unauthorized', 'Unauthorized.'],
  ['a signature that does not match', 403, 'Forbidden', 'The MAC signature found in the request is not the same.'],
] as const) {
  testVersions(`a key that was refused by ${what} is reported as such`, async ({ connectTo }) => {
    await using server = await BatchServer.start(failure(status, code, { message }));
    const error = await errorOf(connectTo(server.url).service.verify());
    assert.match(error.message, /key isn't valid for the account simacct/);
    assert.equal(error.wayIn?.authentication, 'sharedKey');
  });
}

testVersions('an account that no longer accepts its keys asks the user to sign in', async ({ connectTo }) => {
  const values = { AuthenticationErrorDetail: 'Shared Key authentication is not allowed for this account.' };
  await using server = await BatchServer.start(failure(403, 'AuthenticationFailed', { values }));
  const error = await errorOf(connectTo(server.url).service.verify());
  assert.match(error.message, /no longer accepts its keys/);
  assert.equal(error.wayIn?.authentication, 'microsoft');
});

for (const [what, code, message, says] of [
  ['a firewall', 'AuthorizationFailure', 'Public network access is disabled for this account.', /private endpoint/],
  ['a rule unrelated to the key', 'OperationNotAllowed', 'The operation is not allowed.', /operation is not allowed/],
  ['a suspended subscription', 'AccountIsDisabled', 'The specified account is disabled.', /is suspended or canceled/],
] as const) {
  testVersions(`a refusal by ${what} is not reported as a wrong key`, async ({ connectTo }) => {
    await using server = await BatchServer.start(failure(403, code, { message }));
    const error = await errorOf(connectTo(server.url).service.verify());
    assert.match(error.message, says);
    assert.equal(error.wayIn, undefined);
  });
}

for (const kind of ['microsoft', 'azureCli'] as const) {
  testVersions(`a refused sign-in by ${kind} asks for the same kind of sign-in`, async ({ connectTo }) => {
    await using server = await BatchServer.start(failure(401, 'AuthenticationFailed'));
    const error = await errorOf(connectTo(server.url, signedIn(server.url, kind)).service.verify());
    assert.match(error.message, /has expired or belongs to a different directory/);
    assert.equal(error.wayIn?.authentication, kind);
  });
}

testVersions("a missing sign-in asks for the account's kind of sign-in", async ({ connectTo }) => {
  const source = { getToken: () => Promise.reject(new BatchError({ code: 'NotSignedIn', message: 'It has ended.' })) };
  await using server = await BatchServer.start(json({}));
  const options = { ...signedIn(server.url, 'azureCli'), credential: { kind: 'token', source } } as const;
  const error = await errorOf(connectTo(server.url, options).service.verify());
  assert.deepEqual([error.message, error.wayIn?.authentication], ['It has ended.', 'azureCli']);
});

const refused: readonly (readonly [name: string, call: (service: BatchService) => Promise<unknown>, says: RegExp])[] = [
  ['reads', (service) => service.jobs.getJob('j'), /“Azure Batch Account Reader”/],
  ['retries a task', (service) => service.tasks.reactivateTask('j', 't'), /“Azure Batch Job Submitter”/],
  ['resizes a pool', (service) => service.pools.stopResizePool('p'), /“Azure Batch Data Contributor”/],
  ['reboots a node', (service) => service.nodes.rebootNode('p', 'n', 'requeue'), /“Azure Batch Account Contributor”/],
];
for (const [name, call, says] of refused) {
  testVersions(`a user who ${name} without the right learns which role is missing`, async ({ connectTo }) => {
    const message = 'This request is not authorized to perform this operation using this permission.';
    await using server = await BatchServer.start(failure(403, 'AuthorizationPermissionMismatch', { message }));
    const error = await errorOf(call(connectTo(server.url, signedIn(server.url)).service));
    assert.match(error.message, says);
    assert.match(error.message, /Access control \(IAM\)/);
    assert.equal(error.wayIn, undefined, 'signing in again would not help');
  });
}

testVersions('a permission that the service names is reported', async ({ connectTo }) => {
  const message =
    "The client does not have permission to perform action 'Microsoft.Batch/batchAccounts/jobs/read' here.";
  await using server = await BatchServer.start(failure(403, 'AuthorizationFailed', { message }));
  const error = await errorOf(connectTo(server.url, signedIn(server.url)).service.jobs.getJob('j'));
  assert.match(error.message, /lacks the permission Microsoft\.Batch\/batchAccounts\/jobs\/read\./);
});

for (const [what, code, message, says] of [
  ['a firewall', 'AuthorizationFailure', 'Public network access is disabled for this account.', /private endpoint/],
  ['a suspended subscription', 'AccountIsDisabled', 'The specified account is disabled.', /is suspended or canceled/],
  ['a file that is locked', 'IOError', 'An I/O error occurred when accessing the resource.', /I\/O error/],
] as const) {
  testVersions(
    `a refusal by ${what} is not reported as a missing role, and does not block later requests`,
    async (test) => {
      await using server = await BatchServer.start(failure(403, code, { message }));
      const { service } = test.connectTo(server.url, signedIn(server.url));
      const terminate = () => errorOf(service.tasks.terminateTask('j', 't'));
      const error = await terminate();
      assert.match(error.message, says);
      assert.doesNotMatch(error.message, /role/);
      assert.deepEqual([error.missing, service.rights.missing], [undefined, []]);
      const before = server.requests.length;
      await terminate();
      assert.ok(server.requests.length > before);
    },
  );
}

/** A service that lists pools and jobs, but refuses to list nodes. */
const withoutNodes: Answer = (response, request) => {
  const path = request.url.split('?', 1)[0] ?? '';
  const message = 'This request is not authorized to perform this operation using this permission.';
  const answer = path.endsWith('/nodes')
    ? failure(403, 'AuthorizationPermissionMismatch', { message })
    : json({ value: path === '/pools' || path === '/jobs' ? [{ id: 'one', state: 'active' }] : [] });
  answer(response, request);
};

testVersions(
  'A9-10 if only nodes are refused with 403, the rest of the tree works, and the missing role is named',
  async ({ connectTo }) => {
    await using server = await BatchServer.start(withoutNodes);
    const { service, clock } = connectTo(server.url, signedIn(server.url));
    const store = createAccountStore(toAccount(server.url), service, clock);
    const nodes = { kind: 'nodes', poolId: 'one' } as const;
    await Promise.all([store.load({ kind: 'pools' }), store.load({ kind: 'jobs' }), store.load(nodes)]);
    const { snapshot } = store;
    assert.deepEqual(
      [snapshot.slice({ kind: 'pools' }), snapshot.slice({ kind: 'jobs' })].map(({ items, error }) => [
        items.length,
        error,
      ]),
      [
        [1, undefined],
        [1, undefined],
      ],
    );
    assert.match(snapshot.slice(nodes).error?.message ?? '', /“Azure Batch Account Reader”/);
    assert.equal(server.requests.filter(({ url }) => url.includes('/nodes')).length, 1, 'it is not tried again');
    store.dispose();
  },
);

for (const [what, authentication] of [
  ['a key', 'sharedKey'],
  ['a sign-in', 'microsoft'],
] as const) {
  testVersions(
    `a refusal that is not about rights is reported with its reason to a user with ${what}`,
    async (test) => {
      const Reason = 'Property subnetId (in a virtual network) is not enabled for current account.';
      const message = 'The specified operation is not allowed for the credentials of the request.';
      const unsupported = 'The node agent does not support this operation.';
      await using server = await BatchServer.start((response, request) => {
        const answer = request.url.includes('/nodes/')
          ? failure(403, 'TVMCurrentOperationUnsupported', { message: unsupported })
          : failure(403, 'Forbidden', { message, values: { Reason } });
        answer(response, request);
      });
      const options = authentication === 'sharedKey' ? {} : signedIn(server.url);
      const { service } = test.connectTo(server.url, options);
      const pool = await errorOf(service.pools.stopResizePool('p'));
      assert.equal(pool.message, `Azure Batch does not allow this: ${Reason}`);
      assert.ok(BatchError.is(pool.cause) && pool.cause.message === message, 'what the service said is kept');
      const node = await errorOf(service.nodes.rebootNode('p', 'n', 'requeue'));
      assert.equal(node.message, unsupported);
      for (const error of [pool, node]) assert.deepEqual([error.wayIn, error.missing], [undefined, undefined]);
      assert.deepEqual(service.rights.missing, []);
    },
  );
}
