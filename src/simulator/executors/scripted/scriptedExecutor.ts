import type { Clock } from '../../clock.ts';
import type { Scenario } from '../../scenarios/scenario.ts';
import { elapse } from '../elapse.ts';
import type { CommandRun, Executor, MachineRequest, NodeMachine } from '../executor.ts';
import { Machines } from '../machines.ts';
import { endedByService, type RunResult } from '../outcome.ts';
import { type RunScript, toResult } from '../runScript.ts';
import { namedHostKey } from '../ssh/hostKey.ts';
import { LoopbackPorts } from '../ssh/loopbackPorts.ts';
import { createSshServer } from '../ssh/sshServer.ts';
import { createConsoleHost } from './consoleHost.ts';
import { PlayedDisk } from './playedDisk.ts';
import { createScriptFinder, type ScriptFinder } from './scripts.ts';

/** Options of the scripted executor. */
export interface ScriptedExecutorOptions {
  readonly clock: Clock;
  /** Source of the outcomes; without one every run succeeds after a second. */
  readonly scenario?: Scenario;
}

/** Creates nodes that play outcomes. No program is ever started: the sample account runs on such nodes. */
export function createScriptedExecutor({ clock, scenario }: ScriptedExecutorOptions): Executor {
  const findScript = createScriptFinder(scenario, clock);
  const machines = new Machines();
  const ports = new LoopbackPorts();
  return {
    createMachine: (request) => machines.make(() => createScriptedMachine({ request, clock, findScript, ports })),
    dispose: () => machines.end('dispose'),
  };
}

interface MachineOptions {
  readonly request: MachineRequest;
  readonly clock: Clock;
  readonly findScript: ScriptFinder;
  readonly ports: LoopbackPorts;
}

/** Creates a node whose runs are played: a disk in memory, outcomes from scripts, a console behind SSH. */
async function createScriptedMachine({ request, clock, findScript, ports }: MachineOptions): Promise<NodeMachine> {
  const disk = new PlayedDisk(request, clock);
  const gone = new AbortController();
  const ssh = createSshServer({
    host: createConsoleHost(disk.files),
    clock,
    ports,
    makeHostKey: () => namedHostKey(`${request.poolId}/${request.nodeId}`),
  });
  const end = async (): Promise<void> => {
    gone.abort();
    await ssh.close();
    disk.files.clear();
  };
  return {
    files: {
      list: (folder, recursive) => disk.files.list(folder, recursive),
      find: (path) => disk.files.find(path),
      read: (path, start, end) => disk.files.read(path, start, end),
      remove: (path) => disk.remove(path),
    },
    ssh,
    setUsers: (users) => ssh.setUsers(users),
    place: (rootDirectory, script, endedAtMs) => disk.place(rootDirectory, script, endedAtMs),
    run: (run) => play(run, { script: run.script ?? findScript(run), disk, clock, os: request.os, gone: gone.signal }),
    listDiskChanges: () => disk.changes,
    close: end,
    dispose: end,
  };
}

interface Play {
  readonly script: RunScript;
  readonly disk: PlayedDisk;
  readonly clock: Clock;
  readonly os: MachineRequest['os'];
  readonly gone: AbortSignal;
}

async function play(run: CommandRun, { script, disk, clock, os, gone }: Play): Promise<RunResult> {
  const finish = disk.begin(run.rootDirectory, script);
  const signals = [run.signal, gone, ...(run.overtime === undefined ? [] : [run.overtime])];
  const isComplete = await elapse(script.durationMs, clock, AbortSignal.any(signals));
  // A run in progress when the machine ends starts over on the next one.
  if (!gone.aborted) finish(isComplete);
  return isComplete ? toResult(script) : endedByService(os);
}
