import assert from 'node:assert/strict';
import { ratio, timeMs } from './harness.ts';
import { startSimulatorProcess } from './harnessSimulator.ts';

/**
 * Measures a page of failed tasks out of two hundred thousand tasks relative to a page of the same size without a
 * filter.
 */
const pageSize = 1000;
const simulator = await startSimulatorProcess('million');

function page(filter?: string): Promise<number> {
  const query = { maxresults: String(pageSize), ...(filter === undefined ? {} : { $filter: filter }) };
  return timeMs(async () => {
    const reply = await simulator.client.send('GET /jobs/batch-0000/tasks', { query });
    assert.equal(reply.body.value?.length, pageSize);
  });
}

try {
  const failed = "state eq 'completed' and executionInfo/result eq 'failure'";
  await ratio('million-filter', { ours: () => page(failed), reference: () => page(), runs: 15, warmUps: 3 });
} finally {
  await simulator.close();
}
