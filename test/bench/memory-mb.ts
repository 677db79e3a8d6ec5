import assert from 'node:assert/strict';
import { assertWanted, collectGarbage, report, sized } from './harness.ts';
import { loadWhole } from './harnessAccount.ts';
import { startSimulatorProcess } from './harnessSimulator.ts';

/**
 * Memory, including code, that an account with a thousand jobs and ten thousand failed tasks, all loaded, explained,
 * and grouped, adds to the process after garbage collection. Target: at most 100 MB, a third of the product's budget in
 * the extension host.
 */
const mostMb = 100;
const fewestTasks = sized(9_900, 1);
const bytesPerMb = 1024 ** 2;

/** Returns the bytes in use by objects and external buffers. */
function usedBytes(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const simulator = await startSimulatorProcess(sized('million', 'sample'));
try {
  const before = usedBytes();
  const { store, causes } = await loadWhole(simulator.address);
  const addedMb = (usedBytes() - before) / bytesPerMb;
  const hit = causes.reduce((sum, { failures }) => sum + failures.length, 0);
  store.dispose();
  report({ name: 'memory-mb', value: addedMb, unit: 'MB', runs: 1 });
  assert.ok(hit >= fewestTasks, `${hit} failures have a cause`);
  assertWanted(addedMb <= mostMb, `the account takes ${addedMb} MB`);
} finally {
  await simulator.close();
}
