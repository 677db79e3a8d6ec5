/** Files of a workspace indexed by the end of their paths, for fast lookup of candidates for a stack frame. */
export interface WorkspaceFileIndex<T> {
  /** Files by the last segment and by the last two segments of their paths, in lowercase. */
  readonly byTail: ReadonlyMap<string, readonly IndexedFile<T>[]>;
  /** Files at the top of a workspace folder, by lowercase name. */
  readonly atTop: ReadonlyMap<string, readonly IndexedFile<T>[]>;
}

interface IndexedFile<T> {
  /** Uses `/` and has no empty segments. */
  readonly path: string;
  readonly file: T;
}

/** Matches folders of a machine that contain no user's program; `usr/src` is excluded because containers use it. */
const systemFolders =
  /^\/?(?:etc|proc|sys|dev|boot|bin|sbin|lib|lib32|lib64|usr\/(?!src\/|local\/src\/)|[a-z]:\/windows|[a-z]:\/program files)(?:\/|$|(?<=\/))/i;
const libraryFolders = /(?:^|\/)(?:site-packages|dist-packages|node_modules)(?:\/|$)/i;
/**
 * Folder in which Batch runs a task (`…/wd`). The rest of a path is relative to the files that the user submitted
 * (Batch documentation: "Files").
 */
const workingDirectory = '/wd/';

/** Keys of the index are in lowercase. */
function toBaseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Returns the last two segments of a path, or the only segment. */
function toTail(path: string): string {
  const last = path.lastIndexOf('/');
  return last < 0 ? path : path.slice(path.lastIndexOf('/', last - 1) + 1);
}

/**
 * Builds the index.
 * @param paths relative paths with `/`, each with its file
 */
export function toWorkspaceFileIndex<T>(paths: Iterable<readonly [path: string, file: T]>): WorkspaceFileIndex<T> {
  const byTail = new Map<string, IndexedFile<T>[]>();
  const atTop = new Map<string, IndexedFile<T>[]>();
  for (const [given, file] of paths) {
    const path = withoutEmptySegments(given);
    if (path === '') continue;
    const indexed = { path, file };
    const name = toBaseName(path).toLowerCase();
    addTo(byTail, name, indexed);
    // Names such as `__init__.py` are in many folders, so files are also indexed with their folder.
    if (path.includes('/')) addTo(byTail, toTail(path).toLowerCase(), indexed);
    else addTo(atTop, name, indexed);
  }
  return { byTail, atTop };
}

function addTo<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}

interface ForeignPath {
  /** Uses `/` and has no empty segments. */
  readonly path: string;
  /** True if `path` starts at a folder that the user's files are relative to. */
  readonly relative: boolean;
  readonly ignoresCase: boolean;
}

function parseForeignPath(given: string): ForeignPath | undefined {
  const hasColon = given.includes(':');
  const isOfWindows = (hasColon && /^[a-z]:[\\/]/i.test(given)) || (given.includes('\\') && !given.startsWith('/'));
  if (given.startsWith('//') || given.startsWith('\\\\')) return undefined;
  const slashed = isOfWindows ? given.replaceAll('\\', '/') : given;
  const plain = hasColon ? slashed.replace(/^file:\/\/\/?(?=\/|[a-z]:\/)/i, '') : slashed;
  if (hasColon && /^[a-z][a-z0-9+.-]+:/i.test(plain)) return undefined;
  const isAbsolute = plain.startsWith('/') || (hasColon && /^[a-z]:\//i.test(plain));
  if (isAbsolute && systemFolders.test(plain)) return undefined;
  if (libraryFolders.test(plain)) return undefined;
  const workedIn = plain.lastIndexOf(workingDirectory);
  const path = withoutEmptySegments(workedIn < 0 ? plain : plain.slice(workedIn + workingDirectory.length));
  if (path === '' || climbs(path)) return undefined;
  return { path, relative: !isAbsolute || workedIn >= 0, ignoresCase: isOfWindows };
}

/** Checks whether any segment of a path is `..`. */
function climbs(path: string): boolean {
  return path.includes('..') && path.split('/').includes('..');
}

/** Removes empty segments and `.` from a path, with a fast path for the many paths that have neither. */
function withoutEmptySegments(path: string): string {
  const start = path.startsWith('/') ? 1 : 0;
  const isPlain = !path.includes('//', start) && !path.includes('./') && !path.endsWith('/') && !path.endsWith('/.');
  if (isPlain) return path.slice(start);
  return path
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.')
    .join('/');
}

/** Checks whether a path ends with `end` at a segment boundary. */
function isEndOf(end: string, path: string): boolean {
  const start = path.length - end.length;
  return start === 0 ? end === path : start > 0 && path[start - 1] === '/' && path.endsWith(end);
}

/** Maximum number of matches; with more, a name is ambiguous. */
const maxFitting = 20;

/**
 * Lists the workspace files that a path from a node may refer to: one of the two paths must end with the whole other
 * path, and no other file may match a longer part. The path itself is never opened or resolved. Network paths, paths of
 * the operating system or of installed libraries, and paths with `..` match nothing.
 */
export function listWorkspaceFiles<T>(index: WorkspaceFileIndex<T>, path: string): readonly T[] {
  const foreign = parseForeignPath(path);
  if (foreign === undefined) return [];
  const lower = foreign.path.toLowerCase();
  const sought = foreign.ignoresCase ? lower : foreign.path;
  let fitting: T[] = [];
  let longest = 0;
  const consider = (files: readonly IndexedFile<T>[] = []): boolean => {
    for (const { path: known, file } of files) {
      const compared = foreign.ignoresCase ? known.toLowerCase() : known;
      const fits = isEndOf(compared, sought) || (foreign.relative && isEndOf(sought, compared));
      const common = Math.min(compared.length, sought.length);
      if (!fits || common < longest) continue;
      if (common > longest) fitting = [];
      longest = common;
      fitting.push(file);
      // A name alone can't be narrowed down further.
      if (fitting.length > maxFitting && !sought.includes('/')) return false;
    }
    return true;
  };
  // Files with the same name in a folder of the same name, and files at the top of the workspace.
  const hasTop = index.atTop.size > 0 && lower.includes('/');
  const isFew = consider(index.byTail.get(toTail(lower))) && (!hasTop || consider(index.atTop.get(toBaseName(lower))));
  return isFew && fitting.length <= maxFitting ? fitting : [];
}

/** Finds the workspace file that a path from a node refers to; undefined if none or several match. */
export function findWorkspaceFile<T>(index: WorkspaceFileIndex<T>, path: string): T | undefined {
  const fitting = listWorkspaceFiles(index, path);
  return fitting.length === 1 ? fitting[0] : undefined;
}

/** Returns the part of a path that is the same on every node and in every task: the part below the work directory. */
export function toSharedPath(path: string): string {
  return parseForeignPath(path)?.path ?? path;
}
