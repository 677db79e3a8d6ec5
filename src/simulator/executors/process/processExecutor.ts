import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clock, RealClock } from '../../clock.ts';
import type { Executor } from '../executor.ts';
import { Machines } from '../machines.ts';
import { LoopbackPorts } from '../ssh/loopbackPorts.ts';
import { FolderTurns } from './folderTurns.ts';
import { findLastingFolders, makeTemporaryFolders } from './nodeFolders.ts';
import { Places } from './places.ts';
import { createProcessMachine } from './processMachine.ts';
import { ProcessSweep } from './processTree.ts';
import type { AutoStorage } from './resourceFiles.ts';
import { Supervisor } from './supervisor/supervisor.ts';
import { type Underway, whileUnderway } from './underway.ts';

/** Programs that run at the same time on all nodes together; further ones wait. */
const defaultMaxProcesses = 64;

/** What a program may write to its outputs together. */
const defaultMaxOutputBytes = 1024 ** 3;

/** All optional. */
export interface ProcessExecutorOptions {
  /** Folder in which a folder for the nodes is made; the system's folder for temporary files when absent. */
  readonly root?: string;
  /** Folder of an account that outlives the simulator (`stateFolder` of `startSimulator`), where its disks are. */
  readonly stateFolder?: string | undefined;
  /** Measures wall-clock limits and transfers; the computer's clock when absent. */
  readonly clock?: Clock;
  /** Programs that run at the same time; 64 when absent. */
  readonly maxProcesses?: number;
  /** What a program may write to `stdout.txt` and `stderr.txt` together before it is ended; 1 GiB when absent. */
  readonly maxOutputBytes?: number;
  /** URL, with its SAS, of a container of the account's auto-storage. */
  readonly autoStorage?: AutoStorage;
}

/**
 * Nodes that run their command lines really, as processes of this computer and with the rights of its user. For
 * developers and tests; it is not part of what ships.
 */
export function createProcessExecutor(options: ProcessExecutorOptions = {}): Executor {
  const { root, stateFolder, clock = new RealClock(), maxProcesses = defaultMaxProcesses, autoStorage } = options;
  const supervisor = new Supervisor();
  const programs = { supervisor, mostOutputBytes: options.maxOutputBytes ?? defaultMaxOutputBytes };
  const places = new Places(maxProcesses);
  const machines = new Machines();
  const ports = new LoopbackPorts();
  const sweep = new ProcessSweep('AZ_BATCH_NODE_ROOT_DIR');
  const underway: Underway = { count: 0 };
  const turns = new FolderTurns();
  const folders =
    stateFolder === undefined
      ? makeTemporaryFolders(root ?? tmpdir(), (folder) => supervisor.removeAtEnd(folder))
      : findLastingFolders(join(stateFolder, 'nodes'), sweep);
  return {
    runsPrograms: true,
    get worksUnderway() {
      return underway.count;
    },
    createMachine: (request) =>
      machines.make(() =>
        whileUnderway(underway, async () => {
          const nodeRoot = await folders.find(request);
          const shared = { clock, places, ports, sweep, underway, programs, ...(autoStorage && { autoStorage }) };
          return turns.make(nodeRoot, () => createProcessMachine({ ...shared, request, nodeRoot }));
        }),
      ),
    async forgetOtherDisks() {
      if (folders.last) await folders.tidy();
    },
    async dispose() {
      await machines.end(folders.last ? 'close' : 'dispose');
      if (!folders.last) await folders.tidy();
      await supervisor.close();
    },
  };
}
