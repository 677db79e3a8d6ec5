/** The signs of base64 that addresses encode, once or twice. */
export function decodeSigns(text: string): string {
  return text.replaceAll('%25', '%').replace(/%2b/gi, '+').replace(/%2f/gi, '/').replace(/%3d/gi, '=');
}

/** A digest or an ID in hexadecimal, which is random but grants nothing. */
const digest = /[\da-f]{32,}|[\dA-F]{32,}/g;

/** Where one word ends within a text and the next one starts; a word may start with a capital letter. */
const change = /[a-z](?=[A-Z\d])|[A-Z](?=\d)|\d(?=[A-Za-z])|\+/g;

/** The length of the shortest key, of 32 bytes in base64. */
const keyLength = 43;

/** Letters, digits and slashes of a path are words; of random bytes, a seventh at least are followed by another kind. */
const leastChanges = 1 / 7;

/**
 * Whether a text in base64 holds random bytes, and not the words of a path. A key may stand behind a path, so its last
 * part is judged as well.
 */
export function isRandom(base64: string): boolean {
  const text = base64.replace(/={1,2}$/, '').replace(digest, '');
  return hasManyChanges(text.slice(-keyLength)) || hasManyChanges(text);
}

function hasManyChanges(text: string): boolean {
  if (!/[a-z]/.test(text) || !/[A-Z]/.test(text)) return false;
  return (text.match(change) ?? []).length >= text.length * leastChanges;
}
