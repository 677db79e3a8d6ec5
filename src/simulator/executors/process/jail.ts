import { realpath } from 'node:fs/promises';
import { isAbsolute, resolve, sep } from 'node:path';

/**
 * The path of `relative` below `root`, or `undefined` when it would lie outside. Looks only at the text: the code that
 * opens the path has to check symbolic links.
 */
export function resolveInside(root: string, relative: string): string | undefined {
  if (isAbsolute(relative) || relative.includes('\0')) return undefined;
  const path = resolve(root, relative);
  return isInside(root, path) ? path : undefined;
}

/** Whether `path` is `root` or below it; both absolute and without `.` and `..`. */
export function isInside(root: string, path: string): boolean {
  return path === root || path.startsWith(root + sep);
}

/** Where `path` really is, all links followed; `undefined` when that is outside `root` or there is nothing. */
export async function realPathInside(root: string, path: string): Promise<string | undefined> {
  const [realRoot, real] = await Promise.all([realpath(root), realpath(path)]).catch(() => []);
  return realRoot !== undefined && real !== undefined && isInside(realRoot, real) ? real : undefined;
}
