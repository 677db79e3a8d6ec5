import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../clock.ts';
import type { CommandRun, MachineRequest, NodeFiles, RunFailure, RunResult } from '../executor.ts';
import { endedByService } from '../outcome.ts';
import { type RunFolders, toEnvironment } from './environment.ts';
import { resolveInside } from './jail.ts';
import { uploadOutputFiles } from './outputFiles.ts';
import { runProgram } from './program.ts';
import { type AutoStorage, downloadResourceFiles } from './resourceFiles.ts';

/** What a run needs from its node. */
export interface RunContext {
  readonly nodeRoot: string;
  readonly os: MachineRequest['os'];
  readonly files: NodeFiles;
  readonly clock: Clock;
  /** Aborted when the node goes. */
  readonly gone: AbortSignal;
  readonly autoStorage?: AutoStorage;
  /** Waits for one of the places for running programs; the function it gives frees the place. */
  takePlace(signal: AbortSignal): Promise<() => void>;
}

/** Runs a command as the node agent does: folders, resource files, the program, output files. */
export async function runCommand(run: CommandRun, context: RunContext): Promise<RunResult> {
  const { clock, gone, os, files } = context;
  const folders = await makeFolders(run, context);
  const late = new AbortController();
  const limitMs = run.maxWallClockTimeMs;
  const timer = limitMs === undefined ? undefined : clock.schedule(limitMs, () => late.abort());
  const signal = AbortSignal.any([run.signal, gone, late.signal]);
  try {
    const free = await context.takePlace(signal);
    try {
      const limits = { clock, signal, workingFolder: folders.working };
      const autoStorage = context.autoStorage && { autoStorage: context.autoStorage };
      const failure = await downloadResourceFiles(run.resourceFiles, { ...limits, ...autoStorage });
      if (failure) return signal.aborted ? endedByService(os) : { failure };
      const environment = toEnvironment(run, folders);
      const result = await runProgram({ commandLine: run.commandLine, environment, folders, signal });
      if (signal.aborted) return endedByService(os);
      const upload = { clock, signal: AbortSignal.any([run.signal, gone]), folders, files, environment };
      return withUploadFailure(result, await uploadOutputFiles(run.outputFiles, result.exitCode === 0, upload));
    } finally {
      free();
    }
  } catch (error) {
    if (signal.aborted) return endedByService(os);
    throw error;
  } finally {
    timer?.cancel();
  }
}

/** The first thing that went wrong is what the task shows. */
function withUploadFailure(result: RunResult, failure: RunFailure | undefined): RunResult {
  return failure && !result.failure ? { ...result, failure } : result;
}

async function makeFolders(run: CommandRun, { nodeRoot }: RunContext): Promise<RunFolders> {
  const folder = resolveInside(nodeRoot, run.rootDirectory);
  if (folder === undefined) throw new Error(`The run's folder ${JSON.stringify(run.rootDirectory)} is not on the node`);
  const working = join(folder, 'wd');
  await Promise.all([working, join(folder, 'certs')].map((path) => mkdir(path, { recursive: true })));
  return { nodeRoot, run: folder, working };
}
