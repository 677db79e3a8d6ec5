import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jobOn, poolWithNodes, taskIn, textOf } from './account.ts';
import { oldVersion } from './rawClient.ts';
import { useSimulated } from './useAccount.ts';

let poolId: string;
const account = useSimulated({}, async (opened) => {
  poolId = await poolWithNodes(opened, 1);
});

/** Returns the status and error code of a request with the token. */
async function ask(what: string, token: string, body?: unknown): Promise<readonly unknown[]> {
  const [method = '', path = ''] = what.split(' ');
  const reply = await fetch(`${account.simulator?.url}${path}?api-version=${oldVersion}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json; odata=minimalmetadata' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await reply.text();
  return [reply.status, reply.ok ? undefined : JSON.parse(text).code];
}

async function environmentOf(jobId: string, id: string, settings: object): Promise<string> {
  const { client } = account;
  await client.task.add(jobId, { id, commandLine: '/bin/sh -c "echo $AZ_BATCH_AUTHENTICATION_TOKEN"', ...settings });
  await taskIn(account, jobId, id, 'completed');
  return (await textOf((await client.file.getFromTask(jobId, id, 'stdout.txt')).readableStreamBody)).trim();
}

test('a task that requests a token may use its own job, and nothing else', async () => {
  const jobId = await jobOn(account, poolId);
  const otherId = await jobOn(account, poolId);
  const token = await environmentOf(jobId, 'asks', { authenticationTokenSettings: { access: ['job'] } });
  const task = { id: 'child', commandLine: '/bin/true' };
  assert.deepEqual(await ask(`POST /jobs/${jobId}/tasks`, token, task), [201, undefined]);
  assert.deepEqual(await ask(`GET /jobs/${jobId.toUpperCase()}`, token), [200, undefined]);
  const refusal = [403, 'InsufficientAccountPermissions'];
  assert.deepEqual(await ask(`GET /jobs/${otherId}`, token), refusal);
  assert.deepEqual(await ask('GET /jobs', token), refusal);
  assert.deepEqual(await ask(`GET /pools/${poolId}`, token), refusal);
  assert.deepEqual((await ask('GET /$simulator/requests', token))[0], 404);
});

test('a task that does not request a token receives none', async () => {
  assert.equal(await environmentOf(await jobOn(account, poolId), 'silent', {}), '');
});
