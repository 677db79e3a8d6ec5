/** Places further on seldom tell an id from a word. */
const maxPlaces = 20;

/** Spreads a number over 32 bits, with another result for each place. */
function mix(value: number, salt: number): number {
  const mixed = Math.imul(value ^ Math.imul(salt + 1, 0x9e3779b1), 0x85ebca6b);
  return Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae35);
}

function hashPart(part: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < part.length; index++) hash = Math.imul(hash ^ part.charCodeAt(index), 0x01000193);
  return hash;
}

/**
 * For each word of a text (the parts with even indexes, the first twenty of them) a number of 52 bits that stands for
 * all the rest of the text: two texts that differ in one word alone have the same number at its place.
 */
export function toPlaceKeys(parts: readonly string[]): readonly number[] {
  const hashes = parts.map(hashPart);
  let low = 0;
  let high = 0;
  hashes.forEach((hash, place) => {
    low = (low + mix(hash, place)) | 0;
    high = (high + mix(hash, ~place)) | 0;
  });
  const keys: number[] = [];
  for (let place = 0; place < hashes.length && keys.length < maxPlaces; place += 2) {
    const hash = hashes[place] ?? 0;
    const restLow = (low - mix(hash, place) + mix(0, place)) >>> 0;
    const restHigh = (high - mix(hash, ~place) + mix(place, ~place)) >>> 0;
    keys.push(restLow + (restHigh & 0xfffff) * 2 ** 32);
  }
  return keys;
}
