import { countBytes } from '../files/bytes.ts';
import { groupBy } from '../groupBy.ts';
import { hashText } from './hashText.ts';

/** Characters that some file systems don't allow, or that make a name look like another. */
const unsafe = /[<>:"|?*\p{Cc}\p{Cf}]/gu;
/** Ending of names that Windows maps to another name. */
const shortened = /[. ]$/;
/** Ending of a file's name until the file is complete; no name from the service has it. */
export const partEnding = '.azurebatch-part';
const reserved = /^(?:con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³]) *(?:\..*)?$/i;
/** Maximum length of a name in UTF-8 bytes: most file systems allow 255, and suffixes are added to a name. */
const longest = 200;

/**
 * Converts a path from the service to names that are plain files and folders everywhere: none leads to a parent folder
 * or elsewhere. A changed name ends with a hash, so that names stay distinct.
 */
export function toSafePath(path: string): readonly string[] {
  return path
    .split(/[\\/]/)
    .filter((part) => part !== '' && part !== '.')
    .map(toSafeName);
}

/**
 * Checks whether a name is a plain file or folder everywhere: no device, no stream of another file, and no name that
 * Windows maps to another.
 */
export function isPlainName(name: string): boolean {
  return name.search(unsafe) < 0 && !reserved.test(name) && !shortened.test(name);
}

/**
 * Disambiguates names that some file systems don't distinguish within a folder, such as `A` and `a`. The alphabetically
 * first name stays unchanged; the others end with a hash.
 */
export function toDistinctPaths(paths: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const named = paths.map((path) => [...path]);
  // Folders first, since their contents move with them.
  let folders: readonly (readonly string[][])[] = [named];
  for (let level = 0; folders.length > 0; level += 1) folders = folders.flatMap((folder) => nameEach(folder, level));
  return named;
}

/** Renames the items of a folder in place, and returns the contents of its folders by their new names. */
function nameEach(folder: readonly string[][], level: number): readonly (readonly string[][])[] {
  const byName = groupBy(folder, (path) => path[level] ?? '');
  const distinct = toDistinctNames([...byName.keys()]);
  return [...byName].flatMap(([name, inside]) => {
    const deeper = inside.filter(({ length }) => length > level);
    for (const path of deeper) path[level] = distinct.get(name) ?? name;
    return deeper.length === 0 ? [] : [deeper];
  });
}

/** Maps names that some file systems confuse, such as `A` and `a`, to distinct ones by appending a hash. */
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
