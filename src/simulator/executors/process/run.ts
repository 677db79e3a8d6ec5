import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../clock.ts';
import { describeError } from '../../describeError.ts';
import type { CommandRun, MachineRequest, NodeFiles } from '../executor.ts';
import { endedByService, type RunFailure, type RunResult } from '../outcome.ts';
import { type RunFolders, toEnvironment } from './environment.ts';
import { realPathInside, resolveInside } from './jail.ts';
import { uploadOutputFiles } from './outputFiles.ts';
import { playProgram } from './playProgram.ts';
import { type ProgramHost, runProgram } from './program.ts';
import { downloadResourceFiles, type ResourceSources } from './resourceFiles.ts';
import { type Underway, whileUnderway } from './underway.ts';

/** Services of the node for a run. */
export interface RunContext {
  readonly nodeRoot: string;
  readonly os: MachineRequest['os'];
  readonly files: NodeFiles;
  readonly clock: Clock;
  /** Aborted when the node is removed. */
  readonly gone: AbortSignal;
  readonly underway: Underway;
  readonly programs: ProgramHost;
  readonly sources: ResourceSources;
  /** Waits for a slot for running programs; the returned function frees it. */
  takePlace(signal: AbortSignal): Promise<() => void>;
}

/**
 * Runs a command like the node agent: folders, resource files, the program, output files. Never rejects: an error of
 * the node's disk is a failure of the run.
 */
export async function runCommand(run: CommandRun, context: RunContext): Promise<RunResult> {
  const { gone, os, underway } = context;
  if (os === 'windows' && run.script === undefined) return { failure: noWindows };
  const signal = AbortSignal.any([run.signal, gone, ...(run.overtime === undefined ? [] : [run.overtime])]);
  try {
    return await whileUnderway(underway, async () => {
      const free = await context.takePlace(signal);
      return runSteps(run, context, signal).finally(free);
    });
  } catch (error) {
    return signal.aborted ? endedByService(os) : { failure: unknownFailure(error) };
  }
}

/** Runs all steps of a run. Throws if the run is ended before it completes. */
async function runSteps(run: CommandRun, context: RunContext, signal: AbortSignal): Promise<RunResult> {
  const { clock, sources, files, gone } = context;
  const folders = await makeFolders(run, context);
  const download = { clock, signal, workingFolder: folders.working, ...sources };
  const downloadFailure = await downloadResourceFiles(run.resourceFiles, download);
  signal.throwIfAborted();
  if (downloadFailure) return { failure: downloadFailure };
  const environment = toEnvironment(run, folders);
  const { commandLine, script } = run;
  const result = await (script === undefined
    ? runProgram({ commandLine, environment, folders, signal }, context.programs)
    : playProgram(script, folders, context, signal));
  signal.throwIfAborted();
  // The time limit applies to the program; uploading doesn't count.
  const uploading = AbortSignal.any([run.signal, gone]);
  const upload = { clock, signal: uploading, folders, files, environment };
  const uploadFailure = await uploadOutputFiles(run.outputFiles, result.exitCode === 0, upload);
  uploading.throwIfAborted();
  return uploadFailure && !result.failure ? { ...result, failure: uploadFailure } : result;
}

/** Failure of a Windows program, which the simulator can't run; the command line may be correct. */
const noWindows: RunFailure = {
  category: 'ServerError',
  code: 'Unknown',
  message: 'This simulator runs programs of Linux, and none of Windows',
  details: [{ name: 'Message', value: 'Play outcomes with --executor scripted (docs/simulator.md)' }],
};

async function makeFolders(run: CommandRun, { nodeRoot }: RunContext): Promise<RunFolders> {
  const folder = resolveInside(nodeRoot, run.rootDirectory);
  if (folder === undefined) throw new Error(`The folder ${JSON.stringify(run.rootDirectory)} is not on the node`);
  const working = join(folder, 'wd');
  await mkdir(working, { recursive: true });
  await mkdir(join(folder, 'certs'), { recursive: true });
  // An earlier program may have put a link in place of the folder.
  if ((await realPathInside(nodeRoot, working)) !== working) throw new Error('The task directory is a symbolic link');
  return { nodeRoot, run: folder, working };
}

/** Batch documentation: "Task error codes", `Unknown`. */
function unknownFailure(error: unknown): RunFailure {
  return {
    category: 'ServerError',
    code: 'Unknown',
    message: 'An unknown error has occurred while the task was started',
    details: [{ name: 'Message', value: describeError(error) }],
  };
}
