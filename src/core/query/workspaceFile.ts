/** Files of a workspace by the end of their paths, so that a stack frame finds its candidates at once. */
export interface WorkspaceFileIndex<T> {
  /** By the last one and by the last two segments, in lower case. */
  readonly byTail: ReadonlyMap<string, readonly IndexedFile<T>[]>;
  /** The files directly in a folder of the workspace, by name in lower case. */
  readonly atTop: ReadonlyMap<string, readonly IndexedFile<T>[]>;
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

/** The last segment in lower case; keys of the index. */
function toName(segments: readonly string[]): string {
  return segments.at(-1)?.toLowerCase() ?? '';
}

/** The last two segments in lower case, or the only one. */
function toTail(segments: readonly string[]): string {
  const folder = segments.at(-2);
  return folder === undefined ? toName(segments) : `${folder.toLowerCase()}/${toName(segments)}`;
}

/**
 * Builds the index.
 * @param paths relative paths with `/`, each with what represents the file.
 */
export function toWorkspaceFileIndex<T>(paths: Iterable<readonly [path: string, file: T]>): WorkspaceFileIndex<T> {
  const byTail = new Map<string, IndexedFile<T>[]>();
  const atTop = new Map<string, IndexedFile<T>[]>();
  for (const [path, file] of paths) {
    const segments = path.split('/').filter((segment) => segment !== '');
    if (segments.length === 0) continue;
    const indexed = { segments, file };
    addTo(byTail, toName(segments), indexed);
    // Names like `__init__.py` are in every folder, so they are known with their folder, too.
    if (segments.length > 1) addTo(byTail, toTail(segments), indexed);
    else addTo(atTop, toName(segments), indexed);
  }
  return { byTail, atTop };
}

function addTo<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}

/**
 * The files that may fit: those of the same name in a folder of the same name, and those at the top of the workspace.
 * A path that is a name alone fits every file of that name, of which two decide that none is meant.
 */
function* findCandidates<T>(index: WorkspaceFileIndex<T>, segments: readonly string[]): Iterable<IndexedFile<T>> {
  yield* index.byTail.get(toTail(segments)) ?? [];
  if (segments.length > 1) yield* index.atTop.get(toName(segments)) ?? [];
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
 * Finds the one file of the workspace that a path seen on a node means: one path must end with the whole of the
 * other, and no second file may fit as well. The path itself is never opened or resolved. Network paths, paths of the
 * operating system or of installed libraries, and paths that climb (`..`) match nothing.
 */
export function findWorkspaceFile<T>(index: WorkspaceFileIndex<T>, path: string): T | undefined {
  const foreign = parseForeignPath(path);
  if (foreign === undefined) return undefined;
  let best: { readonly file: T; readonly common: number } | undefined;
  let rivals = 0;
  for (const { segments, file } of findCandidates(index, foreign.segments)) {
    const common = countCommonTail(segments, foreign.segments, foreign.ignoresCase);
    const fits = common === segments.length || (foreign.relative && common === foreign.segments.length);
    if (!fits || common < (best?.common ?? 0)) continue;
    rivals = common === best?.common ? rivals + 1 : 0;
    best = { file, common };
    // A name alone can't be distinguished any better.
    if (rivals > 0 && foreign.segments.length === 1) return undefined;
  }
  return rivals === 0 ? best?.file : undefined;
}
