import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { addPool, steadyPool } from './account.ts';
import { startHeld } from './heldSimulator.ts';
import { newVersion, oldVersion, poolBody } from './rawClient.ts';
import { useSimulated } from './useAccount.ts';

const secondMs = 1000;
const minuteMs = 60 * secondMs;

const slowWorld = {
  name: 'slow-nodes',
  description: 'A node comes every two minutes.',
  pools: [{ body: poolBody('slow'), nodeArrivalMs: 2 * minuteMs }],
  jobs: [],
};

test('a resize ends at its timeout, with the nodes that have started', async () => {
  const held = await startHeld(slowWorld);
  try {
    const body = { targetDedicatedNodes: 3, targetLowPriorityNodes: 1, resizeTimeout: 'PT5M' };
    assert.equal((await held.client.send('POST /pools/slow/resize', { body })).status, 202);
    const look = async () => {
      const pool = (await held.client.send('GET /pools/slow')).body;
      return [pool['allocationState'], pool['currentDedicatedNodes'], pool['resizeErrors']];
    };
    await held.clock.advance(5 * minuteMs - secondMs);
    assert.deepEqual(await look(), ['resizing', 2, undefined]);
    await held.clock.advance(2 * secondMs);
    const timedOut = (kind: string) => ({
      code: 'AllocationTimedOut',
      message: `Desired number of ${kind} nodes could not be allocated as the resize timeout was reached`,
    });
    assert.deepEqual(await look(), ['steady', 2, [timedOut('dedicated'), timedOut('low priority')]]);
    await held.client.send('POST /pools/slow/resize', { body: { targetDedicatedNodes: 3, targetLowPriorityNodes: 0 } });
    await held.clock.advance(3 * minuteMs);
    assert.deepEqual(await look(), ['steady', 3, undefined]);
  } finally {
    await held.simulator.close();
  }
});

for (const apiVersion of [oldVersion, newVersion]) {
  describe(`slow nodes in ${apiVersion}`, () => {
    const account = useSimulated({ nodeArrivalMs: 2 * minuteMs, stepMs: minuteMs / 6, apiVersion });

    const added = (targetDedicatedNodes: number) => addPool(account, { targetDedicatedNodes, resizeTimeout: 'PT5M' });

    test('a pool whose nodes start too slowly reports AllocationTimedOut', async () => {
      const pool = await steadyPool(account, await added(4));
      assert.deepEqual(
        [pool.currentDedicatedNodes, pool.targetDedicatedNodes, pool.resizeErrors?.map(({ code }) => code)],
        [2, 4, ['AllocationTimedOut']],
      );
    });

    test('a stopped resize reports ResizeStopped, with the nodes that have started', async () => {
      const id = await added(4);
      await account.until('the first node', async () =>
        (await account.client.pool.get(id)).currentDedicatedNodes === 1 ? true : undefined,
      );
      await account.client.pool.stopResize(id);
      const { currentDedicatedNodes = 0, resizeErrors } = await steadyPool(account, id);
      assert.ok(currentDedicatedNodes >= 1 && currentDedicatedNodes < 4);
      assert.deepEqual(
        resizeErrors?.map(({ code }) => code),
        ['ResizeStopped'],
      );
    });
  });
}
