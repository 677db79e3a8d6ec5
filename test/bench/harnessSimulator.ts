import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { RealClock } from '../../src/simulator/clock.ts';
import { RawClient } from '../conformance/rawClient.ts';
import { root } from '../workbench/places.ts';

/** Address of an account, and its credential. */
export interface AccountAddress {
  readonly url: string;
  readonly accountName: string;
  readonly accountKey: string;
}

/** The simulator in a separate process, as `npm run simulator` starts it. */
export interface SimulatorProcess {
  readonly child: ChildProcess;
  readonly address: AccountAddress;
  readonly client: RawClient;
  /** Milliseconds from the start of the process until it printed its address. */
  readonly startMs: number;
  close(): Promise<void>;
}

/**
 * Starts the simulator with the scripted executor unless `more` names another; without a scenario, the account is
 * empty.
 */
export async function startSimulatorProcess(
  scenario?: string,
  more: readonly string[] = [],
): Promise<SimulatorProcess> {
  const bundle = path.join(root, 'dist/simulatorMain.cjs');
  const executor = more.includes('--executor') ? [] : ['--executor', 'scripted'];
  const args = [bundle, ...executor, ...(scenario === undefined ? [] : ['--scenario', scenario]), ...more];
  const startedAt = performance.now();
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface(child.stdout), 'line');
  const startMs = performance.now() - startedAt;
  const address: AccountAddress = JSON.parse(String(line));
  return {
    child,
    address,
    client: new RawClient(address, new RealClock()),
    startMs,
    async close() {
      const closed = once(child, 'close');
      child.kill('SIGTERM');
      await closed;
    },
  };
}

/** Returns the current memory of the process in MB, as Linux reports it. */
export function residentMb({ child }: SimulatorProcess): number {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}

const ticksPerSecond = 100;

/** Returns the processor time of the process in milliseconds, as Linux reports it; other work doesn't affect it. */
export function processorMs({ child }: SimulatorProcess): number {
  const [, fields = ''] = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ');
  const [user, system] = fields.split(' ').slice(11, 13);
  return ((Number(user) + Number(system)) * 1000) / ticksPerSecond;
}
