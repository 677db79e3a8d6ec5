import { join } from 'node:path';
import type { CommandRun } from '../executor.ts';

/** The folders of a run, as absolute paths. */
export interface RunFolders {
  readonly nodeRoot: string;
  readonly run: string;
  readonly working: string;
}

/** The variable that identifies all processes started by a run, because its value is unique to the run. */
export const markerVariable = 'AZ_BATCH_TASK_DIR';

/** Variables of this computer that a program inherits. Nothing else from our own environment is passed on. */
const inherited = ['PATH', 'LANG', 'TZ'];

/**
 * Returns the whole environment of a run. The run's own settings cannot override the settings that depend on the
 * location of the node's disk, two of which identify processes that a program leaves behind. Batch documentation:
 * "Azure Batch runtime environment variables".
 */
export function toEnvironment(
  run: CommandRun,
  { nodeRoot, run: runFolder, working }: RunFolders,
): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const name of inherited) {
    const value = process.env[name];
    if (value !== undefined) environment[name] = value;
  }
  return {
    ...environment,
    HOME: working,
    ...run.environment,
    AZ_BATCH_NODE_ROOT_DIR: nodeRoot,
    AZ_BATCH_NODE_SHARED_DIR: join(nodeRoot, 'shared'),
    AZ_BATCH_NODE_STARTUP_DIR: join(nodeRoot, 'startup'),
    AZ_BATCH_NODE_MOUNTS_DIR: join(nodeRoot, 'fsmounts'),
    [markerVariable]: runFolder,
    AZ_BATCH_TASK_WORKING_DIR: working,
    AZ_BATCH_CERTIFICATES_DIR: join(runFolder, 'certs'),
    ...absolute(run.pathSettings ?? {}, nodeRoot),
  };
}

function absolute(settings: Readonly<Record<string, string>>, nodeRoot: string): Record<string, string> {
  return Object.fromEntries(Object.entries(settings).map(([name, path]) => [name, join(nodeRoot, path)]));
}
