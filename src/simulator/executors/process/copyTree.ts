import type { Stats } from 'node:fs';
import { chmod, copyFile, lstat, mkdir, readdir, readlink, symlink, utimes } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Copies a folder in which other processes write and delete at the same time: entries that are gone when they are
 * reached are skipped. Links stay links, wherever they lead; times are preserved as well. Sockets and pipes can't be
 * copied.
 */
export async function copyTree(from: string, to: string): Promise<void> {
  const stats = await ifThere(lstat(from));
  if (stats === undefined) return;
  if (stats.isSymbolicLink()) {
    const target = await ifThere(readlink(from));
    if (target !== undefined) await symlink(target, to);
  } else if (stats.isDirectory()) {
    await mkdir(to, { recursive: true });
    const names = (await ifThere(readdir(from))) ?? [];
    await Promise.all(names.map((name) => copyTree(join(from, name), join(to, name))));
    await chmod(to, stats.mode);
    await keepTimes(to, stats);
  } else if (stats.isFile() && (await ifThere(copyFile(from, to).then(() => true)))) await keepTimes(to, stats);
}

function keepTimes(file: string, { atimeMs, mtimeMs }: Stats): Promise<void> {
  return utimes(file, toSeconds(atimeMs), toSeconds(mtimeMs));
}

/** Uses the middle of the millisecond, so that rounding doesn't change the millisecond that clients see. */
function toSeconds(ms: number): number {
  return (Math.floor(ms) + 0.5) / 1000;
}

/** Returns the result of a file operation; undefined if the file is gone, or was replaced by something else. */
async function ifThere<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EINVAL', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? ''))
      return undefined;
    throw error;
  }
}
