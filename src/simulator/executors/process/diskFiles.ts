import { constants, type Dirent, type Stats } from 'node:fs';
import { type FileHandle, lstat, open, readdir, readlink, realpath, rm, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { Readable } from 'node:stream';
import type { NodeFiles, StoredFile } from '../executor.ts';
import { isInside, realPathInside, resolveInside } from './jail.ts';

const chunkBytes = 64 * 1024;

/**
 * Creates access to the files below a folder of this computer. Nothing outside the folder is ever listed, read, or
 * removed: a symbolic link that leads out of it is treated as missing, and one that leads to a folder is not followed
 * in a listing.
 */
export function createDiskFiles(root: string): NodeFiles {
  const inside = (path: string): string | undefined => resolveInside(root, path);
  return {
    async list(folder, recursive) {
      const path = inside(folder);
      if (path === undefined) return [];
      const files: StoredFile[] = [];
      for await (const file of walk(root, path, recursive)) files.push(file);
      return files;
    },
    async find(path) {
      const absolute = inside(path);
      return absolute === undefined || absolute === root ? undefined : toStored(root, absolute);
    },
    read: (path, start, end) => Readable.from(readInside(root, path, start, end), { objectMode: false }),
    async remove(path) {
      const absolute = inside(path);
      if (absolute === undefined || absolute === root) return;
      // The parent folder must be inside; the entry itself may be a link, which is removed and not followed.
      if ((await realPathInside(root, join(absolute, '..'))) !== undefined) {
        await rm(absolute, { recursive: true, force: true });
      }
    },
  };
}

async function* walk(root: string, folder: string, recursive: boolean): AsyncGenerator<StoredFile> {
  const real = await realPathInside(root, folder);
  if (real === undefined) return;
  for (const entry of await listEntries(real)) {
    const path = join(folder, entry.name);
    const file = await toStored(root, path);
    if (file) yield file;
    if (recursive && entry.isDirectory()) yield* walk(root, path, true);
  }
}

/** Lists the entries of a folder; empty if the folder disappears while it is listed. */
function listEntries(folder: string): Promise<Dirent[]> {
  return readdir(folder, { withFileTypes: true }).catch(() => []);
}

async function toStored(root: string, path: string): Promise<StoredFile | undefined> {
  const stats = await statInside(root, path);
  if (!stats || !(stats.isFile() || stats.isDirectory())) return undefined;
  return {
    path: relative(root, path),
    isDirectory: stats.isDirectory(),
    contentLength: stats.isDirectory() ? 0 : stats.size,
    lastModifiedMs: stats.mtimeMs,
    fileMode: `0o${stats.mode.toString(8)}`,
  };
}

async function statInside(root: string, path: string): Promise<Stats | undefined> {
  const real = await realPathInside(root, path);
  return real === undefined ? undefined : lstat(real).catch(() => undefined);
}

async function* readInside(root: string, path: string, start: number, end: number): AsyncGenerator<Uint8Array> {
  const file = await openInside(root, path);
  if (!file) throw new Error(`There is no file ${JSON.stringify(path)}`);
  try {
    for (let at = start; at <= end; ) {
      const chunk = Buffer.alloc(Math.min(chunkBytes, end - at + 1));
      const { bytesRead } = await file.read(chunk, 0, chunk.length, at);
      if (bytesRead === 0) return;
      yield chunk.subarray(0, bytesRead);
      at += bytesRead;
    }
  } finally {
    await file.close();
  }
}

/**
 * Opens a regular file below `root`. A program on the node may replace a folder by a link between the check and the
 * opening, so the opened file is checked again.
 */
async function openInside(root: string, path: string): Promise<FileHandle | undefined> {
  const absolute = resolveInside(root, path);
  const real = absolute === undefined ? undefined : await realPathInside(root, absolute);
  if (real === undefined || !(await stat(real)).isFile()) return undefined;
  const file = await open(real, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  const opened = await readlink(`/proc/self/fd/${file.fd}`).catch(() => real);
  if (isInside(await realpath(root), opened) && (await file.stat()).isFile()) return file;
  await file.close();
  return undefined;
}
