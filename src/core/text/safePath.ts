import { hashText } from './hashText.ts';

/** What a name on some file system cannot have, or what makes it read as another. */
const unsafe = /[<>:"|?*\p{Cc}\p{Cf}]/gu;
/** Names of devices (Windows). */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?$/i;
const longest = 120;

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

function toSafeName(name: string): string {
  const isReserved = reserved.test(name);
  const safe = name.replace(unsafe, '_').replace(/[. ]$/, '_').slice(0, longest);
  return safe === name && !isReserved ? name : `${isReserved ? '_' : ''}${safe}-${hashText(name).slice(0, 8)}`;
}
