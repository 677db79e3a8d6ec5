import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toRow } from '../../src/app/rows/explorer/toRow.ts';
import { SteppedClock } from '../../src/simulator/clock.ts';
import { findScenario } from '../../src/simulator/scenarios/catalogue.ts';
import { startCold } from './support/coldApp.ts';

/** Time in which tasks end and nodes start. */
const settlingMs = 60_000;

test('a pool and its idle nodes do not look healthy if they all fail the preparation task of a waiting job', async (context) => {
  const clock = new SteppedClock();
  const cold = await startCold(context, findScenario('job-preparation') ?? assert.fail(), clock);
  await clock.advance(settlingMs);
  await cold.causes.lookIntoAll(cold.store);
  await cold.store.load({ kind: 'nodes', poolId: 'pool' });
  const { snapshot } = cold.store;
  const reader = { now: new Date(clock.now()) };
  const pool = toRow({ kind: 'pool', poolId: 'pool' }, snapshot, reader);
  assert.equal(pool.icon, 'error');
  assert.match(pool.description ?? '', /preparation task for job job fails on 2 of 2 nodes/);
  for (const { id: nodeId } of snapshot.slice({ kind: 'nodes', poolId: 'pool' }).items) {
    const node = toRow({ kind: 'node', poolId: 'pool', nodeId }, snapshot, reader);
    assert.equal(node.icon, 'warning');
    assert.match(node.description ?? '', /^idle since \S+ · preparation task for job job failed$/);
    const resource = { kind: 'node', accountId: cold.store.account.id, poolId: 'pool', nodeId } as const;
    const { text } = await cold.explain({ resource, document: 'explanation' });
    assert.match(text, /The preparation task failed/);
  }
});
