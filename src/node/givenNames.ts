import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { matchesFilePattern } from '../core/filters/filePattern.ts';

const special = /[*?[]/;

interface GivenName {
  readonly file: string;
  /** False if only the folder was named, which may also have files that are not meant. */
  readonly isNamed: boolean;
}

/**
 * Returns the files that a name on a command line means: itself, the files in a folder whose names pass `isWanted`, or
 * those that match a pattern, which shells on Windows don't expand. A name that means no file is returned as it is.
 */
export async function listGiven(name: string, isWanted: (file: string) => boolean): Promise<readonly GivenName[]> {
  const found = await stat(name).catch(() => undefined);
  if (found?.isDirectory() === true) return (await listFiles(name, isWanted)).map((file) => ({ file, isNamed: false }));
  const files = found === undefined && special.test(name) ? await listMatching(name) : [];
  return (files.length === 0 ? [name] : files).map((file) => ({ file, isNamed: true }));
}

async function listMatching(pattern: string): Promise<readonly string[]> {
  const segments = pattern.split(/[\\/]/);
  const first = segments.findIndex((segment) => special.test(segment));
  const folder = segments.slice(0, first).join('/');
  const rest = segments.slice(first).join('/');
  return listFiles(folder, (file) => matchesFilePattern(rest, file)).catch(() => []);
}

/** Lists files below a folder by name. Leaves out hidden folders and installed packages. */
async function listFiles(folder: string, isWanted: (file: string) => boolean): Promise<readonly string[]> {
  const entries = await readdir(folder === '' ? '.' : folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder === '' ? '.' : folder, path.join(entry.parentPath, entry.name)));
  const seen = files.filter((file) => !/(?:^|[\\/])(?:\.|node_modules[\\/])/.test(file));
  return seen
    .filter((file) => isWanted(file.replaceAll('\\', '/')))
    .sort()
    .map((file) => path.join(folder, file));
}
