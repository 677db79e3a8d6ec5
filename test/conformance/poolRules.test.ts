import assert from 'node:assert/strict';
import { test } from 'node:test';
import { poolBody } from './rawClient.ts';
import { minuteMs, secondMs, useRules } from './rules.ts';

const rules = useRules();

test('a pool is steady again after resizing, refuses another resize in between, and ends all work when deleted', async () => {
  await rules.ok('POST /pools', { body: poolBody('p', 1) });
  assert.equal((await rules.ok('GET /pools/p')).body['allocationState'], 'resizing');
  await rules.refused('POST /pools/p/resize', 409, 'PoolBeingResized', { targetDedicatedNodes: 2 });
  const states: unknown[] = ['none'];
  for (let step = 0; step < 50; step += 1) {
    await rules.pass(100);
    const state = (await rules.nodes())[0]?.['state'] ?? 'none';
    if (state !== states.at(-1)) states.push(state);
  }
  assert.deepEqual(states, ['none', 'creating', 'starting', 'idle']);
  assert.equal((await rules.ok('GET /pools/p')).body['allocationState'], 'steady');
  await rules.ok('DELETE /pools/p');
  assert.equal((await rules.ok('GET /pools/p')).body['state'], 'deleting');
  await rules.refused('POST /pools/p/resize', 409, 'PoolBeingDeleted', { targetDedicatedNodes: 2 });
  await rules.refused('DELETE /pools/p', 409, 'PoolBeingDeleted');
  await rules.pass(10 * secondMs);
  await rules.refused('GET /pools/p', 404, 'PoolNotFound');
});

test('a core quota allows as many nodes as fit, and the missing ones are reported', async () => {
  await rules.start({ dedicatedCoreQuota: 5 });
  await rules.pool(4);
  const { body } = await rules.ok('GET /pools/p');
  assert.deepEqual([body['currentDedicatedNodes'], body['targetDedicatedNodes']], [2, 4]);
  // Recorded; the service adds no values.
  const error = { code: 'AccountCoreQuotaReached', message: 'The specified account has reached core quota' };
  assert.deepEqual(body['resizeErrors'], [error]);
  await rules.ok('POST /pools/p/resize', { body: { targetDedicatedNodes: 1 } });
  await rules.pass(10 * secondMs);
  assert.equal('resizeErrors' in (await rules.ok('GET /pools/p')).body, false);
});

test('the quota of a VM family applies in addition to the quota of all cores, and is named in the error', async () => {
  await rules.start({
    dedicatedCoreQuota: 100,
    dedicatedCoreQuotaPerVMFamily: [{ name: 'standardDSv3Family', coreQuota: 2 }],
    lowPriorityCoreQuota: 0,
  });
  await rules.ok('POST /pools', { body: poolBody('p', 2, { vmSize: 'standard_d2s_v3', targetLowPriorityNodes: 1 }) });
  await rules.pass(10 * secondMs);
  const { body } = await rules.ok('GET /pools/p');
  assert.deepEqual([body['currentDedicatedNodes'], body['currentLowPriorityNodes']], [1, 0]);
  assert.deepEqual(body['resizeErrors'], [
    {
      code: 'AccountVMSeriesCoreQuotaReached',
      message: 'The specified account has reached VM series core quota for standardDSv3Family',
    },
    {
      code: 'AccountLowPriorityCoreQuotaReached',
      message: 'The specified account has reached low priority core quota',
    },
  ]);
});

test('a start task runs before tasks if the node waits for it', async () => {
  await rules.ok('POST /pools', { body: poolBody('p', 1, { startTask: { commandLine: 'half-minute' } }) });
  await rules.pass(5 * secondMs);
  assert.equal((await rules.nodes())[0]?.['state'], 'waitingforstarttask');
  await rules.refused(`POST ${await rules.firstNode()}/users`, 409, 'OperationNotValidOnNode', {
    name: 'ada',
    password: 'x',
  });
  await rules.pass(minuteMs);
  assert.equal((await rules.nodes())[0]?.['state'], 'idle');
});

test('users of a node expire', async () => {
  await rules.pool(1);
  const node = await rules.firstNode();
  const expiryTime = new Date(rules.now + 5 * minuteMs).toISOString();
  await rules.ok(`POST ${node}/users`, { body: { name: 'ada', password: 'x', expiryTime } });
  await rules.pass(4 * minuteMs);
  await rules.refused(`POST ${node}/users`, 409, 'NodeUserExists', { name: 'ada', password: 'x' });
  await rules.pass(2 * minuteMs);
  await rules.refused(`DELETE ${node}/users/ada`, 404, 'NodeUserNotFound');
});
