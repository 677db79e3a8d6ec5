import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { BatchServiceClient, BatchSharedKeyCredentials } from '@azure/batch';
import { root } from '../workbench/places.ts';

/** A simulator in a separate process, as `npm run simulator` starts it. */
export interface SimulatorProcess {
  readonly url: string;
  readonly accountName: string;
  readonly accountKey: string;
  /** The official client, as the user's own programs would use it. */
  readonly client: BatchServiceClient;
  stop(): Promise<void>;
}

const startTimeoutMs = 300_000;

/** Starts the simulator with its process executor, so that commands really run. Throws if it prints nothing in time. */
export async function startSimulatorProcess(...args: readonly string[]): Promise<SimulatorProcess> {
  const program = process.env['PLAIN_NODE'] ?? process.execPath;
  const child = spawn(program, ['scripts/simulator.mjs', '--port', '0', '--quiet', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
  };
  const lines = createInterface(child.stdout);
  const first = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the simulator said nothing')), startTimeoutMs);
    lines.once('line', (line) => {
      clearTimeout(timer);
      resolve(line);
    });
    void ended.then(() => reject(new Error('the simulator ended before it was ready')));
  });
  const { url, accountName, accountKey }: Omit<SimulatorProcess, 'client' | 'stop'> = JSON.parse(first);
  const client = new BatchServiceClient(new BatchSharedKeyCredentials(accountName, accountKey), url);
  return { url, accountName, accountKey, client, stop };
}
