/** Files of a workspace by their last path segment, so that a stack frame finds its candidates at once. */
export interface WorkspaceFileIndex<T> {
  readonly byName: ReadonlyMap<string, readonly IndexedFile<T>[]>;
}

interface IndexedFile<T> {
  readonly segments: readonly string[];
  readonly file: T;
}

/** Folders of a machine in which no user keeps a program; `usr/src` is where containers do. */
const systemFolders =
  /^(?:etc|proc|sys|dev|boot|bin|sbin|lib|lib32|lib64|usr\/(?!src\/|local\/src\/)|[a-z]:\/windows|[a-z]:\/program files)(?:\/|$|(?<=\/))/i;
const libraryFolders = /(?:^|\/)(?:site-packages|dist-packages|node_modules)(?:\/|$)/i;
/** Batch runs a task in `…/wd`; what follows is relative to what the user sent along (Batch documentation: "Files"). */
const workingDirectory = /^.*\/wd\//;

/**
 * Builds the index.
 * @param paths relative paths with `/`, each with what stands for the file.
 */
export function toWorkspaceFileIndex<T>(paths: Iterable<readonly [path: string, file: T]>): WorkspaceFileIndex<T> {
  const byName = new Map<string, IndexedFile<T>[]>();
  for (const [path, file] of paths) {
    const segments = path.split('/').filter((segment) => segment !== '');
    const name = segments.at(-1)?.toLowerCase();
    if (name === undefined) continue;
    const known = byName.get(name);
    if (known) known.push({ segments, file });
    else byName.set(name, [{ segments, file }]);
  }
  return { byName };
}

interface ForeignPath {
  readonly segments: readonly string[];
  /** Whether `segments` starts at a folder that the user's files are relative to. */
  readonly relative: boolean;
  readonly ignoresCase: boolean;
}

function parseForeignPath(path: string): ForeignPath | undefined {
  const windows = /^[a-z]:[\\/]/i.test(path) || (path.includes('\\') && !path.startsWith('/'));
  if (/^(?:\\\\|\/\/)/.test(path)) return undefined;
  const plain = (windows ? path.replaceAll('\\', '/') : path).replace(/^file:\/\/\/?(?=\/|[a-z]:\/)/i, '');
  if (/^[a-z][a-z0-9+.-]+:/i.test(plain)) return undefined;
  const absolute = plain.startsWith('/') || /^[a-z]:\//i.test(plain);
  if (absolute && systemFolders.test(plain.replace(/^\/+/, ''))) return undefined;
  if (libraryFolders.test(plain)) return undefined;
  const inWorkingDirectory = plain.replace(workingDirectory, '');
  const segments = inWorkingDirectory.split('/').filter((segment) => segment !== '' && segment !== '.');
  if (segments.length === 0 || segments.includes('..')) return undefined;
  return { segments, relative: !absolute || inWorkingDirectory !== plain, ignoresCase: windows };
}

/** How many segments two paths share, counted from the end. */
function countCommonTail(left: readonly string[], right: readonly string[], ignoresCase: boolean): number {
  let count = 0;
  while (count < left.length && count < right.length) {
    const a = left.at(-1 - count);
    const b = right.at(-1 - count);
    if (a !== b && !(ignoresCase && a?.toLowerCase() === b?.toLowerCase())) break;
    count += 1;
  }
  return count;
}

/**
 * Finds the one file of the workspace that a path seen on a node stands for: one path must end with the whole of the
 * other, and no second file may fit as well. The path itself is never opened or resolved. Network paths, paths of the
 * operating system or of installed libraries, and paths that climb (`..`) stand for nothing.
 */
export function findWorkspaceFile<T>(index: WorkspaceFileIndex<T>, path: string): T | undefined {
  const foreign = parseForeignPath(path);
  const name = foreign?.segments.at(-1)?.toLowerCase();
  if (!foreign || name === undefined) return undefined;
  let best: { readonly file: T; readonly common: number } | undefined;
  let rivals = 0;
  for (const { segments, file } of index.byName.get(name) ?? []) {
    const common = countCommonTail(segments, foreign.segments, foreign.ignoresCase);
    const fits = common === segments.length || (foreign.relative && common === foreign.segments.length);
    if (!fits) continue;
    if (best && common === best.common) rivals += 1;
    if (!best || common > best.common) {
      best = { file, common };
      rivals = 0;
    }
  }
  return rivals === 0 ? best?.file : undefined;
}
