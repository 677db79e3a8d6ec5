import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../clock.ts';
import type { CommandRun, MachineRequest, NodeFiles, NodeMachine } from '../executor.ts';
import { randomHostKey } from '../ssh/hostKey.ts';
import type { LoopbackPorts } from '../ssh/loopbackPorts.ts';
import { createSshServer } from '../ssh/sshServer.ts';
import { copyTree } from './copyTree.ts';
import { createDiskFiles } from './diskFiles.ts';
import type { Places } from './places.ts';
import type { ProcessSweep } from './processTree.ts';
import type { ProgramHost } from './program.ts';
import type { ResourceSources } from './resourceFiles.ts';
import { type RunContext, runCommand } from './run.ts';
import { createShellHost } from './shellHost.ts';
import { type Underway, whileUnderway } from './underway.ts';

/** Top-level folders of a node. Batch documentation: "Files and directories". */
const rootFolders = ['applications', 'fsmounts', 'shared', 'startup', 'volatile', 'workitems'];

interface MachineOptions {
  readonly request: MachineRequest;
  readonly clock: Clock;
  /** Absolute path of the node's folder, links resolved; created here, removed on `dispose`. */
  readonly nodeRoot: string;
  readonly places: Places;
  readonly ports: LoopbackPorts;
  /** Shared by all machines of the executor; finds a node's processes by `AZ_BATCH_NODE_ROOT_DIR`. */
  readonly sweep: ProcessSweep;
  /** Shared by all machines of the executor. */
  readonly underway: Underway;
  readonly programs: ProgramHost;
  readonly sources: ResourceSources;
}

/** Creates a node that runs command lines as processes on this computer, in its own folder. */
export async function createProcessMachine(options: MachineOptions): Promise<NodeMachine> {
  const { request, clock, nodeRoot, places, ports, sweep, underway, programs, sources } = options;
  if (request.disk?.folder !== undefined) await copyTree(request.disk.folder, nodeRoot);
  await Promise.all(rootFolders.map((folder) => mkdir(join(nodeRoot, folder), { recursive: true })));
  const gone = new AbortController();
  const running = new Set<Promise<unknown>>();
  const untilEnd = <T>(work: Promise<T>): Promise<T> => {
    const tracked = work.finally(() => running.delete(tracked));
    running.add(tracked);
    return tracked;
  };
  const disk = createDiskFiles(nodeRoot);
  const files: NodeFiles = {
    ...disk,
    // The folder may already belong to another node.
    remove: (path) => (gone.signal.aborted ? Promise.resolve() : untilEnd(disk.remove(path))),
  };
  const ssh = createSshServer({
    host: createShellHost({ nodeRoot, files, gone: gone.signal }),
    clock,
    ports,
    makeHostKey: randomHostKey,
  });
  const end = (): Promise<void> =>
    whileUnderway(underway, async () => {
      gone.abort();
      await Promise.allSettled([ssh.close(), ...running]);
      await sweep.end(nodeRoot);
    });
  const context: RunContext = {
    nodeRoot,
    os: request.os,
    files,
    clock,
    gone: gone.signal,
    underway,
    programs,
    sources,
    takePlace: (signal) => places.take(signal),
  };
  return {
    files,
    ssh,
    setUsers: (users) => ssh.setUsers(users),
    run: (run: CommandRun) => untilEnd(runCommand(run, context)),
    copyDisk: (folder) => copyTree(nodeRoot, folder),
    close: end,
    dispose: () =>
      whileUnderway(underway, async () => {
        await end();
        await rm(nodeRoot, { recursive: true, force: true, maxRetries: 3 });
      }),
  };
}
