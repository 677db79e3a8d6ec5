import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Held, newVersion, poolBody, startHeld } from './rawClient.ts';

/** Answers of the service that were recorded or are documented to the letter. */
describe('answers as recorded', () => {
  let held: Held;

  before(async () => {
    held = await startHeld();
  });

  after(() => held.simulator.close());

  test('node counts come in pages of at most 10, since 2025-06-01 of 1000', async () => {
    const query = { maxresults: '1000' };
    assert.equal((await held.client.send('GET /nodecounts', { query })).status, 400);
    assert.equal((await held.client.send('GET /nodecounts', { query, version: newVersion })).status, 200);
  });

  test('pools of cloud services cannot be added any more', async () => {
    const { virtualMachineConfiguration: _machine, ...pool } = poolBody('classic');
    const body = { ...pool, cloudServiceConfiguration: { osFamily: '6' } };
    const reply = await held.client.send('POST /pools', { body });
    assert.deepEqual([reply.status, reply.body.code], [400, 'CloudServiceConfigurationRetired']);
  });

  test('a formula that is a name alone names an undefined symbol', async () => {
    const { targetDedicatedNodes: _target, ...pool } = poolBody('scaled');
    const body = { ...pool, enableAutoScale: true, autoScaleFormula: '$TargetDedicatedNodes = 0;' };
    assert.equal((await held.client.send('POST /pools', { body })).status, 201);
    await held.clock.advance(5_000);
    const reply = await held.client.send('POST /pools/scaled/evaluateautoscale', {
      body: { autoScaleFormula: '$something_useless' },
    });
    assert.equal(reply.status, 200);
    assert.equal(
      reply.body['results'],
      '$TargetDedicatedNodes=0;$TargetLowPriorityNodes=0;$NodeDeallocationOption=requeue',
    );
    assert.deepEqual(reply.body['error'], {
      code: 'AutoScalingFormulaEvaluationError',
      message: 'The specified auto-scaling formula has evaluation error',
      values: [{ name: 'Message', value: 'Line 1, Col 1: Undefined symbol: $something_useless' }],
    });
  });
});
