const [firstFactor, secondFactor] = [0x01000193, 0x85ebca6b];

/** Hashes UTF-16 units to 32 bits; another factor gives independent bits. */
function hashUnits(text: string, factor: number, salt: number): number {
  let hash = 0x811c9dc5 ^ Math.imul(salt, 0x9e3779b1);
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ (text.charCodeAt(index) + index), factor);
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** Returns a 64-bit hash as 16 hexadecimal digits: fast, and the same everywhere. Not for secrets. */
export function hashText(text: string): string {
  const [one, other] = [hashUnits(text, firstFactor, 0), hashUnits(text, secondFactor, 0)];
  return one.toString(16).padStart(8, '0') + other.toString(16).padStart(8, '0');
}

/**
 * Returns a 47-bit hash that also depends on `salt`, so that the sum of about sixty of them is exact. Not for secrets.
 */
export function hashToNumber(text: string, salt: number): number {
  return hashUnits(text, firstFactor, salt) + (hashUnits(text, secondFactor, salt) >>> 17) * 2 ** 32;
}
