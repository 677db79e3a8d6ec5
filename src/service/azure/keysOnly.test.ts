import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Answer, BatchServer, json } from '../../../test/fakes/batchServer.ts';
import { connectTo, toAccount } from '../../../test/fakes/connect.ts';
import { BatchError } from '../../core/model/batchError.ts';

const resourceId = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Batch/batchAccounts/simacct';
const refused = json({ code: 'AuthenticationFailed', message: { value: 'Server failed to authenticate.' } }, 401);
const noRole = json({ code: 'PermissionMismatch', message: { value: 'using this permission' } }, 403);
const listModes = (...allowedAuthenticationModes: readonly string[]): Answer =>
  json({ id: resourceId, properties: { allowedAuthenticationModes } });

/**
 * Refuses a token with this response from the service. Returns the error and the number of requests to Resource
 * Manager.
 */
async function refuse(answer: Answer, resourceManagerSays: Answer) {
  await using batch = await BatchServer.start(answer);
  await using arm = await BatchServer.start(resourceManagerSays);
  const source = { getToken: async () => ({ token: 'token', expiresOnMs: Number.MAX_SAFE_INTEGER }) };
  const { service } = connectTo(batch.url, {
    account: { ...toAccount(batch.url), authentication: 'microsoft', resourceId },
    credential: { kind: 'token', source },
    resourceManager: { endpoint: arm.url, scope: 'scope', source },
  });
  const error: unknown = await service.jobs.getJob('j').catch((reason: unknown) => reason);
  service.dispose();
  assert.ok(BatchError.is(error), String(error));
  const asked = arm.requests.filter(({ url }) => !url.includes('permissions')).length;
  return { message: error.message, wayIn: error.wayIn?.authentication, asked };
}

test('an account that takes no tokens asks for a key when it refuses one', async () => {
  const { message, wayIn, asked } = await refuse(refused, listModes('SharedKey', 'TaskAuthenticationToken'));
  assert.match(message, /^The account simacct accepts only account keys/);
  assert.deepEqual([wayIn, asked], ['sharedKey', 1]);
});

test('an account that may take tokens asks for another sign-in when it refuses one', async () => {
  for (const says of [listModes('AAD', 'SharedKey'), json({}, 403)]) {
    const { message, wayIn } = await refuse(refused, says);
    assert.match(message, /doesn't accept the sign-in/);
    assert.equal(wayIn, 'microsoft');
  }
});

test('for a user without a role, no further request is sent', async () => {
  const { message, asked } = await refuse(noRole, listModes('SharedKey'));
  assert.match(message, /You need the “[^”]+” role/);
  assert.equal(asked, 0);
});
