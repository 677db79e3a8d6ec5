const [firstFactor, secondFactor] = [0x01000193, 0x85ebca6b];

/** 32 bits over UTF-16 units; with another factor, bits that have nothing to do with these. */
function hashUnits(text: string, factor: number, salt: number): number {
  let hash = 0x811c9dc5 ^ Math.imul(salt, 0x9e3779b1);
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ (text.charCodeAt(index) + index), factor);
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** 64 bits in 16 hexadecimal digits: quick, and the same everywhere. Not for secrets. */
export function hashText(text: string): string {
  const [one, other] = [hashUnits(text, firstFactor, 0), hashUnits(text, secondFactor, 0)];
  return one.toString(16).padStart(8, '0') + other.toString(16).padStart(8, '0');
}

/** 47 bits that depend on `salt` too, so that the sum of some sixty of them is exact. Not for secrets. */
export function hashToNumber(text: string, salt: number): number {
  return hashUnits(text, firstFactor, salt) + (hashUnits(text, secondFactor, salt) >>> 17) * 2 ** 32;
}
