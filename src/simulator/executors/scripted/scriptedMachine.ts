import type { Clock } from '../../clock.ts';
import type { CommandRun, MachineRequest, NodeMachine } from '../executor.ts';
import { endedByService, failureExitCode, type RunResult } from '../outcome.ts';
import type { RunScript } from '../runScript.ts';
import { namedHostKey } from '../ssh/hostKey.ts';
import type { LoopbackPorts } from '../ssh/loopbackPorts.ts';
import { createSshServer } from '../ssh/sshServer.ts';
import { createConsoleHost } from './consoleHost.ts';
import type { Span } from './content.ts';
import { MemoryDisk } from './memoryDisk.ts';
import { toLeftFiles, toOutputFiles } from './scriptFiles.ts';
import type { ScriptFinder } from './scripts.ts';

/** Roots on a node. Batch documentation: "Files and directories". */
const rootFolders = ['applications', 'fsmounts', 'shared', 'startup', 'volatile', 'workitems'];

interface MachineOptions {
  readonly request: MachineRequest;
  readonly clock: Clock;
  readonly findScript: ScriptFinder;
  readonly ports: LoopbackPorts;
}

/** A node whose runs are played: a disk in memory, outcomes from scripts, a console behind SSH. */
export async function createScriptedMachine({
  request,
  clock,
  findScript,
  ports,
}: MachineOptions): Promise<NodeMachine> {
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
    run: (run) => play(run, { script: findScript(run), disk, clock, os: request.os, gone: gone.signal }),
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

/** Waits on the clock; false when a signal came first. */
function elapse(delayMs: number, clock: Clock, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return Promise.resolve(false);
  return new Promise((resolve) => {
    const scheduled = clock.schedule(delayMs, () => {
      signal.removeEventListener('abort', onAbort);
      resolve(true);
    });
    const onAbort = (): void => {
      scheduled.cancel();
      resolve(false);
    };
    signal.addEventListener('abort', onAbort, { once: true });
  });
}

function toResult(script: RunScript): RunResult {
  const { exitCode } = script;
  const failure = script.failure ?? (exitCode === undefined || exitCode === 0 ? undefined : failureExitCode);
  return { ...(exitCode !== undefined && { exitCode }), ...(failure && { failure }) };
}
