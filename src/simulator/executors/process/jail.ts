import { realpath } from 'node:fs/promises';
import { isAbsolute, resolve, sep } from 'node:path';

/**
 * Returns the path of `relative` below `root`, or `undefined` if it would be outside. Checks only the text: the code
 * that opens the path must check symbolic links.
 */
export function resolveInside(root: string, relative: string): string | undefined {
  if (isAbsolute(relative) || relative.includes('\0')) return undefined;
  const path = resolve(root, relative);
  return isInside(root, path) ? path : undefined;
}

/** Returns true if `path` is `root` or below it; both must be absolute and without `.` and `..`. */
export function isInside(root: string, path: string): boolean {
  return path === root || path.startsWith(root + sep);
}

/** Resolves all links in `path`; `undefined` if the result is outside `root` or doesn't exist. */
export async function realPathInside(root: string, path: string): Promise<string | undefined> {
  const [realRoot, real] = await Promise.all([realpath(root), realpath(path)]).catch(() => []);
  return realRoot !== undefined && real !== undefined && isInside(realRoot, real) ? real : undefined;
}
