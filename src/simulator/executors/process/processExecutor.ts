import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clock, RealClock } from '../../clock.ts';
import { checkAsked } from '../../schema/checkBody.ts';
import { parseModels } from '../../schema/models.ts';
import type { Executor } from '../executor.ts';
import { Machines } from '../machines.ts';
import { LoopbackPorts } from '../ssh/loopbackPorts.ts';
import { FolderTurns } from './folderTurns.ts';
import { findLastingFolders, makeTemporaryFolders } from './nodeFolders.ts';
import { Places } from './places.ts';
import { createProcessMachine } from './processMachine.ts';
import { ProcessSweep } from './processTree.ts';
import { type AutoStorage, toSources } from './resourceFiles.ts';
import { Supervisor } from './supervisor/supervisor.ts';
import { type Underway, whileUnderway } from './underway.ts';

/** Maximum number of programs that run at the same time on all nodes together; further programs wait. */
const defaultMaxProcesses = 64;

/** Maximum output of a program, both streams together. */
const defaultMaxOutputBytes = 1024 ** 3;

/** Options of the process executor; all optional. */
export interface ProcessExecutorOptions {
  /** Folder in which the nodes' folder is created; the system's folder for temporary files when absent. */
  readonly root?: string;
  /** Folder of a saved account (`stateFolder` of `startSimulator`), which contains its disks. */
  readonly stateFolder?: string | undefined;
  /** Clock for wall-clock limits and transfers; the computer's when absent. */
  readonly clock?: Clock;
  /** Maximum number of programs that run at the same time; 64 when absent. */
  readonly maxProcesses?: number;
  /** Maximum size of a program's `stdout.txt` and `stderr.txt` together, at which it is ended; 1 GiB when absent. */
  readonly maxOutputBytes?: number;
  /** URL, with its SAS, of a container of the account's auto-storage. */
  readonly autoStorage?: AutoStorage;
  /**
   * Hosts that resource files may come from, besides this computer and auto-storage: `*.blob.core.windows.net`, or `*`
   * for all.
   */
  readonly resourceHosts?: readonly string[];
}

const models = parseModels(
  'Options: root=string stateFolder=string clock=any maxProcesses=int maxOutputBytes=number autoStorage=any resourceHosts=string[]',
);

/**
 * Creates nodes that run their command lines as processes on this computer, with the rights of the current user. For
 * developers and tests; not part of the shipped extension.
 */
export function createProcessExecutor(given: ProcessExecutorOptions = {}): Executor {
  const options: ProcessExecutorOptions = checkAsked(models, 'Options', given);
  const { root, stateFolder, clock = new RealClock(), maxProcesses = defaultMaxProcesses } = options;
  const sources = toSources(options);
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
          const shared = { clock, places, ports, sweep, underway, programs, sources };
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
