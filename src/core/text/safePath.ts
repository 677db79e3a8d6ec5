import { groupBy } from '../groupBy.ts';
import { countBytes } from './countBytes.ts';
import { hashText } from './hashText.ts';

/** What a name on some file system cannot have, or what makes it read as another. */
const unsafe = /[<>:"|?*\p{Cc}\p{Cf}]/gu;
/** A name with which Windows means another one. */
const shortened = /[. ]$/;
/** What the name of a file ends with until all of it is written: no name from the service does. */
export const partEnding = '.azurebatch-part';
/** Names of devices (Windows). */
const reserved = /^(?:con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³]) *(?:\..*)?$/i;
/** In bytes of UTF-8: most file systems take 255, and something is put behind a name. */
const longest = 200;

/**
 * The parts of a path from the service, as names that are files and folders everywhere: none leads up or elsewhere. One
 * that had to be changed ends with a hash, so that two are not the same afterwards.
 */
export function toSafePath(path: string): readonly string[] {
  return path
    .split(/[\\/]/)
    .filter((part) => part !== '' && part !== '.')
    .map(toSafeName);
}

/** Whether a name means a file or a folder everywhere: no device, no stream of another file, no other name. */
export function isPlainName(name: string): boolean {
  return name.search(unsafe) < 0 && !reserved.test(name) && !shortened.test(name);
}

/**
 * The same paths with distinct names, in each folder, for what some file systems take for the same: `A` and `a`. The first of
 * such names stays, in the order of their letters; the others end with a hash.
 */
export function toDistinctPaths(paths: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const named = paths.map((path) => [...path]);
  // Folders first, since what is in them goes along.
  let folders: readonly (readonly string[][])[] = [named];
  for (let level = 0; folders.length > 0; level += 1) folders = folders.flatMap((folder) => nameEach(folder, level));
  return named;
}

/** Names in place what is in a folder, and returns it by these names, without what is no folder itself. */
function nameEach(folder: readonly string[][], level: number): readonly (readonly string[][])[] {
  const byName = groupBy(folder, (path) => path[level] ?? '');
  const distinct = toDistinctNames([...byName.keys()]);
  return [...byName].flatMap(([name, inside]) => {
    const deeper = inside.filter(({ length }) => length > level);
    for (const path of deeper) path[level] = distinct.get(name) ?? name;
    return deeper.length === 0 ? [] : [deeper];
  });
}

function toDistinctNames(names: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  const distinct = new Map<string, string>();
  for (const name of names.toSorted()) {
    const folded = name.normalize('NFC').toLowerCase();
    distinct.set(name, taken.has(folded) ? withHash(name, name) : name);
    taken.add(folded);
  }
  return distinct;
}

function toSafeName(name: string): string {
  const isReserved = reserved.test(name);
  const safe = shorten(name.normalize('NFC').replace(unsafe, '_').replace(shortened, '_'));
  const isPart = safe.toLowerCase().endsWith(partEnding);
  return safe === name && !isReserved && !isPart ? name : withHash(`${isReserved ? '_' : ''}${safe}`, name);
}

function withHash(name: string, of: string): string {
  return `${name}-${hashText(of).slice(0, 8)}`;
}

function shorten(name: string): string {
  if (countBytes(name) <= longest) return name;
  let short = '';
  for (const character of name) {
    if (countBytes(short + character) > longest) break;
    short += character;
  }
  return short;
}
