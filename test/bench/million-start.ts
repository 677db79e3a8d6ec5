import { ratio } from './harness.ts';
import { startSimulatorProcess } from './harnessSimulator.ts';

/** Measures the simulator's start with a million tasks relative to that with an empty account. */
async function start(scenario?: string): Promise<number> {
  const simulator = await startSimulatorProcess(scenario);
  await simulator.close();
  return simulator.startMs;
}

await ratio('million-start', { ours: () => start('million'), reference: () => start() });
