import { ratio } from './harness.ts';
import { startSimulatorProcess } from './harnessSimulator.ts';

/** How long the simulator takes to start with a million tasks, against the empty account. */
async function start(scenario?: string): Promise<number> {
  const simulator = await startSimulatorProcess(scenario);
  await simulator.close();
  return simulator.startMs;
}

await ratio('million-start', { ours: () => start('million'), reference: () => start() });
