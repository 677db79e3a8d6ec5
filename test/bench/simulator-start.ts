import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { ratio, timeMs } from './harness.ts';
import { startSimulatorProcess } from './harnessSimulator.ts';

/** Measures the time until an empty account reports its address, relative to Node.js alone. */
async function start(): Promise<number> {
  const simulator = await startSimulatorProcess();
  await simulator.close();
  return simulator.startMs;
}

const startNode = (): Promise<number> => timeMs(() => once(spawn(process.execPath, ['--eval', '0']), 'close'));

await ratio('simulator-start', { ours: start, reference: startNode });
