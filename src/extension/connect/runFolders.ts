import { randomUUID } from 'node:crypto';
import { lstat, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeOwner, judgeOwner } from '../../app/actions/run/processOwner.ts';
import { nodeHost } from '../../node/nodeHost.ts';

const ownerFile = 'owner';

/** Maximum age of a run's folder: the users that a run adds to nodes expire within a day, so older keys are useless. */
const maxAgeMs = 2 * 24 * 60 * 60 * 1000;

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Returns the folder that contains a folder for the key and the logs of each run of a command on nodes. */
export function toRunsFolder(globalStorage: string): string {
  return join(globalStorage, 'run');
}

/** Creates the folder of one run; the caller deletes it at the end of the run. */
export async function makeRunFolder(runs: string): Promise<string> {
  const folder = join(runs, randomUUID());
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(join(folder, ownerFile), describeOwner(nodeHost), { mode: 0o600 });
  return folder;
}

/**
 * Deletes the folders of runs that did not finish, as when the window crashed: folders whose process has ended or, if
 * that is unknown, that are too old for a run. Runs of other windows continue. Links and foreign entries stay.
 * @param now milliseconds since the epoch
 */
export async function sweepRunFolders(runs: string, now: number): Promise<void> {
  if (!(await lstat(runs).catch(ignoreMissing))?.isDirectory()) return;
  for (const entry of await readdir(runs, { withFileTypes: true })) {
    const folder = join(runs, entry.name);
    if (entry.isDirectory() && uuid.test(entry.name) && (await isLeft(folder, now)))
      await rm(folder, { recursive: true, force: true });
  }
}

async function isLeft(folder: string, now: number): Promise<boolean> {
  const owner = judgeOwner(nodeHost, await readFile(join(folder, ownerFile), 'utf8').catch(() => ''));
  if (owner !== 'unknown') return owner === 'ended';
  const made = await lstat(folder).catch(ignoreMissing);
  return made !== undefined && now - made.mtimeMs > maxAgeMs;
}

function ignoreMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
