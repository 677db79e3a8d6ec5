import { countBytes } from './countBytes.ts';
import { hashText } from './hashText.ts';

/** What a name on some file system cannot have, or what makes it read as another. */
const unsafe = /[<>:"|?*\p{Cc}\p{Cf}]/gu;
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

/**
 * Distinct names for what some file systems take for the same: `A` and `a`. The first of such names stays, in the order of their
 * letters; the others end with a hash.
 */
export function toDistinctNames(names: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  const distinct = new Map<string, string>();
  for (const name of [...new Set(names)].sort()) {
    const folded = name.normalize('NFC').toLowerCase();
    distinct.set(name, taken.has(folded) ? withHash(name, name) : name);
    taken.add(folded);
  }
  return distinct;
}

function toSafeName(name: string): string {
  const isReserved = reserved.test(name);
  const safe = shorten(name.normalize('NFC').replace(unsafe, '_').replace(/[. ]$/, '_'));
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
