import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { MachineRequest } from '../executor.ts';
import type { ProcessSweep } from './processTree.ts';

/** The folders of nodes. */
export interface NodeFolders {
  /** Set if the folders outlive the simulator. */
  readonly last: boolean;
  /** Returns the path of a node's folder, with links resolved. */
  find(request: MachineRequest): Promise<string>;
  /** Removes the folders of nodes that were not looked up. Temporary folders are all removed. */
  tidy(): Promise<void>;
}

/** Creates a new folder in `parent`, which `tidy` removes; `onMade` gets its path. */
export function makeTemporaryFolders(parent: string, onMade: (folder: string) => void): NodeFolders {
  let folder: Promise<string> | undefined;
  let nodeNumber = 0;
  const make = async (): Promise<string> => {
    await mkdir(parent, { recursive: true });
    const made = await realpath(await mkdtemp(join(parent, 'azure-batch-nodes-')));
    onMade(made);
    return made;
  };
  return {
    last: false,
    async find() {
      folder ??= make();
      nodeNumber += 1;
      // A number, because IDs of nodes and pools may have any characters and differ only in case.
      const name = `node-${nodeNumber}`;
      return join(await folder, name);
    },
    async tidy() {
      if (folder) await rm(await folder, { recursive: true, force: true });
      folder = undefined;
    },
  };
}

const nameLength = 16;

/**
 * Finds folders that outlive the simulator, by the IDs of their nodes. Ends programs of an earlier run that are still
 * running there first.
 */
export function findLastingFolders(parent: string, sweep: ProcessSweep): NodeFolders {
  let folder: Promise<string> | undefined;
  const found = new Set<string>();
  const open = async (): Promise<string> => {
    await mkdir(parent, { recursive: true });
    const path = await realpath(parent);
    await Promise.all((await readdir(path)).map((name) => sweep.end(join(path, name))));
    return path;
  };
  return {
    last: true,
    async find({ poolId, nodeId }) {
      folder ??= open();
      const name = createHash('sha256').update(`${poolId}/${nodeId}`).digest('hex').slice(0, nameLength);
      found.add(name);
      return join(await folder, name);
    },
    async tidy() {
      folder ??= open();
      const path = await folder;
      const others = (await readdir(path)).filter((name) => !found.has(name));
      await Promise.all(others.map((name) => rm(join(path, name), { recursive: true, force: true })));
    },
  };
}
