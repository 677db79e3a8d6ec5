/** What stands for a masked literal in a message. */
export const maskToken = '*';

/** Longest message that is masked; what comes later seldom tells causes apart. */
const maxLength = 2000;

/** In this order: what contains others comes first. Bounded repetitions only, so masking is linear. */
const literals: readonly RegExp[] = [
  /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s"'<>]{1,2000}/gi,
  /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi,
  /\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:[.,]\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})?)?/g,
  /\b\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,9})?\b/g,
  /"[^"\n]{0,500}"|'[^'\n]{0,500}'|`[^`\n]{0,500}`/g,
  /(?:[A-Za-z]:)?(?:[\w.~@+%-]{0,200}[\\/]){1,60}[\w.~@+%-]{1,200}/g,
  /\b0x[0-9a-f]{1,16}\b/gi,
  /\b[A-Za-z0-9_-]{0,80}\d[A-Za-z0-9_-]{0,80}\b/g,
  /\*(?:\.\w{1,8}\b)/g,
];

/**
 * `message` without what differs between failures of one cause: ids, numbers, paths, addresses, hashes, times and
 * quoted names become `*`. Masking twice changes nothing more.
 */
export function maskLiterals(message: string): string {
  let masked = message.slice(0, maxLength).replaceAll('\u0000', '');
  for (const literal of literals) masked = masked.replace(literal, maskToken);
  return masked
    .replace(/[ \t\r\n]+/g, ' ')
    .replace(/\*(?:[ ,:;.-]?\*)+/g, maskToken)
    .trim();
}

/** A name (of a file, a blob) as a pattern: digits become `*`, so that `input-0001.exr` and `input-0002.exr` agree. */
export function maskName(name: string): string {
  return name.slice(0, maxLength).replace(/[0-9a-f]{16,}|\d+/gi, maskToken);
}

/** 64 bits of FNV-1a in 16 hexadecimal digits, over UTF-16 units: quick, and the same everywhere. */
export function hashText(text: string): string {
  let low = 0x811c9dc5;
  let high = 0x01000193;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ (unit + index), 0x85ebca6b);
  }
  return (low >>> 0).toString(16).padStart(8, '0') + (high >>> 0).toString(16).padStart(8, '0');
}
