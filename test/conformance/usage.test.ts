import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startHeld } from './heldSimulator.ts';
import { poolBody } from './rawClient.ts';

const minuteMs = 60_000;

test('core hours are reported for each half hour, including those of deleted nodes and pools', async () => {
  const held = await startHeld();
  try {
    await held.client.send('POST /pools', { body: poolBody('MyPool', 2) });
    await held.clock.advance(30 * minuteMs);
    await held.client.send('DELETE /pools/MyPool');
    await held.clock.advance(60 * minuteMs);
    const usage = async (query: Readonly<Record<string, string>>) =>
      ((await held.client.send('GET /poolusagemetrics', { query })).body.value ?? []).map((metric) => [
        metric['poolId'],
        metric['startTime'],
        metric['vmSize'],
        Math.round(Number(metric['totalCoreHours']) * 10) / 10,
      ]);
    const starttime = '2026-11-20T09:00:00Z';
    const endtime = '2026-11-20T10:30:00Z';
    assert.deepEqual(await usage({ starttime, endtime }), [
      ['mypool', '2026-11-20T09:00:00Z', 'Standard_D2s_v3', 2],
      ['mypool', '2026-11-20T09:30:00Z', 'Standard_D2s_v3', 0],
    ]);
    assert.deepEqual(await usage({ starttime, endtime, $filter: "poolId eq 'other'" }), []);
    assert.deepEqual(await usage({}), []);
    const reply = await held.client.send('GET /poolusagemetrics', { query: { starttime: 'yesterday' } });
    assert.equal(reply.status, 400);
  } finally {
    await held.simulator.close();
  }
});
