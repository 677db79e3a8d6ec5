/**
 * Percent-encodes everything but letters, digits, `-`, `_`, `.` and `~` (RFC 3986, unreserved characters), so that the
 * result fits any part of an address or of a Markdown link. Lone surrogates become U+FFFD.
 */
export function percentEncode(text: string): string {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd')).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Decodes percent-encoded UTF-8; undefined if it is invalid. */
export function percentDecode(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}
