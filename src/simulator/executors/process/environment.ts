import { join } from 'node:path';
import type { CommandRun } from '../executor.ts';

/** Where a run has its folders, as absolute paths. */
export interface RunFolders {
  readonly nodeRoot: string;
  readonly run: string;
  readonly working: string;
}

/** Each run has another value of it, by which everything is found that it starts. */
export const markerVariable = 'AZ_BATCH_TASK_DIR';

/** Variables of this computer that a program gets. Nothing else of our own environment is passed on. */
const inherited = ['PATH', 'LANG', 'TZ'];

/**
 * The whole environment of a run: its own, which cannot hide the settings that depend on where the node's disk is. By
 * two of those we find what a program leaves behind.
 * Batch documentation: "Azure Batch runtime environment variables".
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
