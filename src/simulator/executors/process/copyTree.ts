import type { Stats } from 'node:fs';
import { chmod, copyFile, lstat, mkdir, readdir, readlink, symlink, utimes } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Copies a folder in which others write and remove at the same time: what is gone when it is reached is left out. Links stay
 * links, wherever they lead; times stay as well. Sockets and pipes are nothing that could be copied.
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

/** The middle of the millisecond: no rounding moves it to another, which is what clients see of it. */
function toSeconds(ms: number): number {
  return (Math.floor(ms) + 0.5) / 1000;
}

/** What was asked of a file; undefined where the file is gone, or another thing is in its place. */
async function ifThere<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EINVAL', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? ''))
      return undefined;
    throw error;
  }
}
