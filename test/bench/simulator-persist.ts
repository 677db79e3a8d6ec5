import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { poolBody } from '../conformance/rawClient.ts';
import { ratio, sized, timeMs } from './harness.ts';
import { startSimulatorProcess } from './harnessSimulator.ts';

/** Measures the cost of persisting an account: writes of clients, and tasks that run and end. */
const jobs = sized(100, 1);
const collections = sized(60, 1);
const perCollection = sized(100, 5);

async function run(more: readonly string[]): Promise<number> {
  const simulator = await startSimulatorProcess(undefined, ['--speed', '1000', ...more]);
  const { client } = simulator;
  await client.send('POST /pools', { body: poolBody('p', 20, { taskSlotsPerNode: 8 }) });
  await client.send('POST /$simulator/waituntilidle');
  const tookMs = await timeMs(async () => {
    for (let job = 0; job < jobs; job += 1) {
      await client.send('POST /jobs', { body: { id: `j${job}`, poolInfo: { poolId: 'p' } } });
    }
    for (let count = 0; count < collections; count += 1) {
      const value = Array.from({ length: perCollection }, (_, index) => ({
        id: `t${count}-${index}`,
        commandLine: '/bin/sh -c "python3 render.py --frame 12 --output /mnt/out"',
      }));
      await client.send('POST /jobs/j0/addtaskcollection', { body: { value } });
    }
    await client.send('POST /$simulator/waituntilidle', { body: { within: 'P1D' } });
  });
  const counts = (await client.send('GET /jobs/j0/taskcounts')).body['taskCounts'] as { readonly succeeded: number };
  assert.equal(counts.succeeded, collections * perCollection);
  await simulator.close();
  return tookMs;
}

async function runWithState(): Promise<number> {
  const folder = mkdtempSync(path.join(tmpdir(), 'simulator-persist-'));
  const tookMs = await run(['--state', folder]);
  rmSync(folder, { recursive: true, force: true });
  return tookMs;
}

await ratio('simulator-persist', { ours: runWithState, reference: () => run([]) });
