import type { ResourceFile } from '../../model/common.ts';
import { suggest } from '../../text/suggest.ts';

type Likeness = 'same' | 'case' | 'folder' | 'extension' | 'spelling';

/** A resource file of a task that a program may have meant. */
export interface DeclaredFile {
  readonly likeness: Likeness;
  /** The `filePath` of the file, and its index in `resourceFiles`. */
  readonly path: string;
  readonly index: number;
}

/** Maximum length of a path on Linux. */
const maxLength = 4096;
/** Matches characters that a shell would have expanded and that no file name contains. */
const patterns = /[*?$%<>|"\n]|:\/\//;

/**
 * Returns the path of a file in the working directory of its task, in the format of `filePath`. Undefined for a file
 * elsewhere on the node and for a text that is not a path.
 */
export function toDeclaredPath(name: string): string | undefined {
  if (name.length > maxLength || patterns.test(name)) return undefined;
  const path = withoutWorkingDirectory(name.replaceAll('\\', '/')).replace(/^(?:\.\/)+/, '');
  return path === '' || path.endsWith('/') || /^(?:\/|~|\.\.\/|[a-z]:)/i.test(path) ? undefined : path;
}

/** Removes the working directory, `workitems/…/wd` of tasks or `startup/wd` of start tasks, from a path. */
function withoutWorkingDirectory(path: string): string {
  const folder = '/wd/';
  const start = Math.max(path.indexOf('/workitems/'), path.indexOf(`/startup${folder}`));
  const end = start < 0 ? -1 : path.indexOf(folder, start);
  return end < 0 ? path : path.slice(end + folder.length);
}

/** Finds the resource file most similar to `path`; undefined if none is similar. */
export function findDeclaredFile(path: string, files: readonly ResourceFile[]): DeclaredFile | undefined {
  const declared = files.flatMap(({ filePath, httpUrl }, index) =>
    httpUrl === undefined || filePath === undefined ? [] : [{ path: filePath, index, plain: toPlainPath(filePath) }],
  );
  const alike: readonly (readonly [Likeness, (plain: string) => boolean])[] = [
    ['same', (plain) => plain === path],
    ['case', (plain) => plain.toLowerCase() === path.toLowerCase()],
    ['folder', (plain) => toBaseName(plain).toLowerCase() === toBaseName(path).toLowerCase()],
    ['extension', (plain) => toStem(plain).toLowerCase() === toStem(path).toLowerCase()],
  ];
  for (const [likeness, isAlike] of alike) {
    const found = declared.find(({ plain }) => isAlike(plain));
    if (found !== undefined) return { likeness, path: found.path, index: found.index };
  }
  const near = suggest(
    path,
    declared.map(({ plain }) => plain),
  );
  const found = declared.find(({ plain }) => plain === near);
  return found === undefined || near === undefined || differsByNumber(path, near)
    ? undefined
    : { likeness: 'spelling', path: found.path, index: found.index };
}

function toPlainPath(filePath: string): string {
  return filePath.replaceAll('\\', '/').replace(/^(?:\.?\/)+/, '');
}

function toBaseName(path: string): string {
  return path.split('/').at(-1) ?? path;
}

/** Returns the path without extension; for a file without an extension, a value that equals no other file's. */
function toStem(path: string): string {
  const name = toBaseName(path);
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? `${path}.` : path.slice(0, path.length - (name.length - dot));
}

/** Checks whether paths differ only in numbers: `part-1` and `part-2` are two files, not a misspelling. */
function differsByNumber(one: string, other: string): boolean {
  const toWords = (path: string) => path.replace(/\d+/g, '#').toLowerCase();
  return toWords(one) === toWords(other);
}
