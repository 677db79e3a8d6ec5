import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clock, RealClock } from '../../clock.ts';
import type { Executor } from '../executor.ts';
import { Machines } from '../machines.ts';
import { LoopbackPorts } from '../ssh/loopbackPorts.ts';
import { Places } from './places.ts';
import { createProcessMachine } from './processMachine.ts';
import { ProcessSweep } from './processTree.ts';
import type { AutoStorage } from './resourceFiles.ts';

/** Programs that run at the same time on all nodes together; further ones wait. */
const defaultMaxProcesses = 64;

/** All optional. */
export interface ProcessExecutorOptions {
  /** Folder in which a folder for the nodes is made; the system's folder for temporary files when absent. */
  readonly root?: string;
  /** Measures wall-clock limits and transfers; the computer's clock when absent. */
  readonly clock?: Clock;
  /** Programs that run at the same time; 64 when absent. */
  readonly maxProcesses?: number;
  /** URL, with its SAS, of a container of the account's auto-storage. */
  readonly autoStorage?: AutoStorage;
}

/**
 * Nodes that run their command lines really, as processes of this computer and with the rights of its user. For
 * developers and tests; it is not part of what ships.
 */
export function createProcessExecutor(options: ProcessExecutorOptions = {}): Executor {
  const { root, clock = new RealClock(), maxProcesses = defaultMaxProcesses, autoStorage } = options;
  const places = new Places(maxProcesses);
  const machines = new Machines();
  const ports = new LoopbackPorts();
  const sweep = new ProcessSweep('AZ_BATCH_NODE_ROOT_DIR');
  const underway = { count: 0 };
  let folder: Promise<string> | undefined;
  let nodeNumber = 0;
  return {
    runsPrograms: true,
    get runsUnderway() {
      return underway.count;
    },
    createMachine: (request) =>
      machines.make(async () => {
        folder ??= makeFolder(root ?? tmpdir());
        // A number, because ids of nodes and pools may be anything and differ in case alone.
        const nodeRoot = join(await folder, `node-${++nodeNumber}`);
        const shared = { clock, places, ports, sweep, underway, ...(autoStorage && { autoStorage }) };
        return createProcessMachine({ ...shared, request, nodeRoot });
      }),
    async dispose() {
      await machines.dispose();
      if (folder) await rm(await folder, { recursive: true, force: true });
      folder = undefined;
    },
  };
}

async function makeFolder(parent: string): Promise<string> {
  await mkdir(parent, { recursive: true });
  return realpath(await mkdtemp(join(parent, 'azure-batch-nodes-')));
}
