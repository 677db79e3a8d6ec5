import { monitorEventLoopDelay } from 'node:perf_hooks';
import { collectGarbage, median, report, sized } from './harness.ts';
import { loadWhole } from './harnessAccount.ts';
import { type AccountAddress, startSimulatorProcess } from './harnessSimulator.ts';

/**
 * Longest time without a free turn of the event loop while an account with a thousand jobs and ten thousand failed
 * tasks is loaded and explained; the median of several loads, the first of which also loads the bundles. Target: at
 * most 200 ms, since all extensions of a window share the host, and users notice longer delays.
 */
const runs = sized(5, 1);
const nanosecondsPerMs = 1e6;

async function measureLongestBlock(address: AccountAddress): Promise<number> {
  collectGarbage();
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const { store } = await loadWhole(address);
  delay.disable();
  store.dispose();
  return delay.max / nanosecondsPerMs;
}

const simulator = await startSimulatorProcess(sized('million', 'sample'));
try {
  const blocksMs: number[] = [];
  for (let run = 0; run < runs; run += 1) blocksMs.push(await measureLongestBlock(simulator.address));
  report({ name: 'longest-block-ms', value: median(blocksMs), unit: 'ms', runs });
} finally {
  await simulator.close();
}
