import type { Clock } from '../../clock.ts';
import type { Scenario } from '../../scenarios/scenario.ts';
import { elapse } from '../elapse.ts';
import type { CommandRun, Executor, MachineRequest, NodeMachine } from '../executor.ts';
import { Machines } from '../machines.ts';
import { endedByService, type RunResult } from '../outcome.ts';
import { neverStarted, type RunScript, toResult } from '../runScript.ts';
import { namedHostKey } from '../ssh/hostKey.ts';
import { LoopbackPorts } from '../ssh/loopbackPorts.ts';
import { createSshServer } from '../ssh/sshServer.ts';
import { createConsoleHost } from './consoleHost.ts';
import { type Span, textContent, toContent } from './content.ts';
import { MemoryDisk, type PlacedFile } from './memoryDisk.ts';
import { createScriptFinder, type ScriptFinder } from './scripts.ts';

/** What the scripted executor works with. */
export interface ScriptedExecutorOptions {
  readonly clock: Clock;
  /** Where the outcomes come from; without one every run succeeds after a second. */
  readonly scenario?: Scenario;
}

/** Nodes that play outcomes. No program is ever started: the sample account runs on these. */
export function createScriptedExecutor({ clock, scenario }: ScriptedExecutorOptions): Executor {
  const findScript = createScriptFinder(scenario, clock);
  const machines = new Machines();
  const ports = new LoopbackPorts();
  return {
    createMachine: (request) => machines.make(() => createScriptedMachine({ request, clock, findScript, ports })),
    dispose: () => machines.dispose(),
  };
}

/** Roots on a node. Batch documentation: "Files and directories". */
const rootFolders = ['applications', 'fsmounts', 'shared', 'startup', 'volatile', 'workitems'];

interface MachineOptions {
  readonly request: MachineRequest;
  readonly clock: Clock;
  readonly findScript: ScriptFinder;
  readonly ports: LoopbackPorts;
}

/** A node whose runs are played: a disk in memory, outcomes from scripts, a console behind SSH. */
async function createScriptedMachine({ request, clock, findScript, ports }: MachineOptions): Promise<NodeMachine> {
  const disk = new MemoryDisk(request.os);
  for (const folder of rootFolders) disk.addFolder(folder, clock.now());
  const gone = new AbortController();
  const ssh = createSshServer({
    host: createConsoleHost(disk),
    clock,
    ports,
    makeHostKey: () => namedHostKey(`${request.poolId}/${request.nodeId}`),
  });
  return {
    files: disk,
    ssh,
    setUsers: (users) => ssh.setUsers(users),
    place(rootDirectory, script, endedAtMs) {
      const span = { startMs: endedAtMs - script.durationMs, endMs: endedAtMs };
      if (rootDirectory === '') {
        for (const file of toLeftFiles(script, span, clock)) disk.addFile(file);
        return;
      }
      disk.replaceFolder(rootDirectory, span.startMs, () => [
        ...toOutputFiles(script, span, clock),
        ...toLeftFiles(script, span, clock),
      ]);
    },
    run: (run) => play(run, { script: run.script ?? findScript(run), disk, clock, os: request.os, gone: gone.signal }),
    async dispose() {
      gone.abort();
      await ssh.close();
      disk.clear();
    },
  };
}

interface Play {
  readonly script: RunScript;
  readonly disk: MemoryDisk;
  readonly clock: Clock;
  readonly os: MachineRequest['os'];
  readonly gone: AbortSignal;
}

async function play(run: CommandRun, { script, disk, clock, os, gone }: Play): Promise<RunResult> {
  const span: Span = { startMs: clock.now() };
  disk.replaceFolder(run.rootDirectory, span.startMs, () => toOutputFiles(script, span, clock));
  const limitMs = run.maxWallClockTimeMs ?? Number.POSITIVE_INFINITY;
  const ended = await elapse(Math.min(script.durationMs, limitMs), clock, AbortSignal.any([run.signal, gone]));
  span.endMs = clock.now();
  if (!ended || limitMs < script.durationMs) return endedByService(os);
  for (const file of toLeftFiles(script, span, clock)) {
    disk.addFile({ ...file, path: `${run.rootDirectory}/${file.path}` });
  }
  return toResult(script);
}

/** `stdout.txt` and `stderr.txt` of a run, as far as it has come; none when it ended before the program started. */
function toOutputFiles(script: RunScript, span: Span, clock: Clock): readonly PlacedFile[] {
  const { stdout, stderr } = script;
  if (stdout === undefined && stderr === undefined && neverStarted(script)) return [];
  const modifiedMs = (): number => span.endMs ?? clock.now();
  return [
    { path: 'stdout.txt', content: toContent(stdout, span, clock), modifiedMs },
    { path: 'stderr.txt', content: toContent(stderr, span, clock), modifiedMs },
  ];
}

/** The other files that a run leaves when it has ended, by path relative to its folder. */
function toLeftFiles({ files = {} }: RunScript, span: Span, clock: Clock): readonly PlacedFile[] {
  const modifiedMs = (): number => span.endMs ?? clock.now();
  return Object.entries(files).map(([path, source]) => ({
    path,
    content: typeof source === 'string' ? textContent(source) : toContent(source, span, clock),
    modifiedMs,
  }));
}
