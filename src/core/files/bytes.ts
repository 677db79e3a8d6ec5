/** Encoding of a log's bytes. `latin1` is Windows-1252, as the web reads Latin-1. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'latin1';

export interface DecodedText {
  readonly text: string;
  readonly encoding: TextEncoding;
  /** True if bytes that fit no encoding were replaced by U+FFFD. */
  readonly damaged: boolean;
  /** Number of bytes before the first character of `text`: a byte order mark, or the rest of a split character. */
  readonly lead: number;
}

const byteOrderMark = '\ufeff';

/** Number of bytes that are inspected to guess an encoding; more would not improve the guess. */
const sampleBytes = 64 * 1024;

/**
 * Decodes `bytes` that start at `offset` (in bytes) of their file: by byte order mark, or else by the position of zero
 * bytes (UTF-16), or else as UTF-8, or else as Windows-1252. Drops a character that is split at either end. `encoding`
 * overrides the guess, for example for the next part of a file.
 */
export function decodeText(
  bytes: Uint8Array,
  options: { readonly offset?: number; readonly encoding?: TextEncoding } = {},
): DecodedText {
  const offset = options.offset ?? 0;
  const encoding = options.encoding ?? detectEncoding(bytes, offset);
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return decodeUtf16(bytes, offset, encoding);
  if (encoding === 'latin1')
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding, damaged: false, lead: 0 };
  const lead = offset === 0 ? (hasUtf8Mark(bytes) ? 3 : 0) : leadingContinuations(bytes);
  const whole = bytes.subarray(lead, completeUtf8End(bytes));
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(whole);
  return { text, encoding, damaged: text.includes('\ufffd') && !isValidUtf8(whole), lead };
}

/** Returns the encoding that fits `bytes` best; `offset` determines where UTF-16 units start. */
export function detectEncoding(bytes: Uint8Array, offset = 0): TextEncoding {
  if (offset === 0) {
    if (hasUtf8Mark(bytes)) return 'utf-8';
    if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
    if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  }
  const sample = bytes.subarray(0, sampleBytes);
  return detectUtf16(sample, offset) ?? (looksLikeUtf8(sample, offset) ? 'utf-8' : 'latin1');
}

function hasUtf8Mark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

/** Detects UTF-16 of Western text, which has a zero in every second byte and hardly any in the others. */
function detectUtf16(sample: Uint8Array, offset: number): TextEncoding | undefined {
  if (sample.length < 4) return undefined;
  let even = 0;
  let odd = 0;
  for (let index = 0; index < sample.length; index++) {
    if (sample[index] !== 0) continue;
    if ((index + offset) % 2 === 0) even++;
    else odd++;
  }
  const half = sample.length / 2;
  if (odd > half * 0.4 && even < half * 0.05) return 'utf-16le';
  return even > half * 0.4 && odd < half * 0.05 ? 'utf-16be' : undefined;
}

/** Accepts valid UTF-8, and text in which damage is rare compared with well-formed multibyte characters. */
function looksLikeUtf8(sample: Uint8Array, offset: number): boolean {
  const whole = sample.subarray(offset === 0 ? 0 : leadingContinuations(sample), completeUtf8End(sample));
  if (isValidUtf8(whole)) return true;
  const text = new TextDecoder('utf-8').decode(whole);
  let damaged = 0;
  let multiByte = 0;
  for (const character of text) {
    if (character === '\ufffd') damaged++;
    else if (character > '\u007f') multiByte++;
  }
  return multiByte > damaged;
}

function isValidUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

/** Counts the bytes at the start that continue a preceding character (at most 3). */
function leadingContinuations(bytes: Uint8Array): number {
  let count = 0;
  while (count < 3 && isContinuation(bytes[count])) count++;
  return count;
}

/** Returns the end of the last complete UTF-8 character, before a sequence that is cut off. */
function completeUtf8End(bytes: Uint8Array): number {
  let start = bytes.length - 1;
  while (start >= 0 && start > bytes.length - 4 && isContinuation(bytes[start])) start--;
  const lead = bytes[start] ?? 0;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
  return length > 1 && start + length > bytes.length ? start : bytes.length;
}

function decodeUtf16(bytes: Uint8Array, offset: number, encoding: 'utf-16le' | 'utf-16be'): DecodedText {
  const start = offset % 2;
  const end = bytes.length - ((bytes.length - start) % 2);
  const text = new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes.subarray(start, end));
  const first = text.startsWith(offset > 0 ? '\ufffd' : byteOrderMark) ? 1 : 0;
  const last = text.endsWith('\ufffd') ? text.length - 1 : text.length;
  const whole = text.slice(first, Math.max(first, last));
  return { text: whole, encoding, damaged: whole.includes('\ufffd'), lead: start + 2 * first };
}

/** Counts the bytes of text in an encoding. */
export function countBytes(text: string, encoding: TextEncoding = 'utf-8'): number {
  if (encoding === 'latin1') return text.length;
  if (encoding !== 'utf-8') return 2 * text.length;
  let bytes = 0;
  for (const character of text) bytes += toUtf8Length(character);
  return bytes;
}

/** Counts the UTF-16 code units of the whole characters in the first `bytes` bytes of text. */
export function countUnits(text: string, bytes: number, encoding: TextEncoding): number {
  if (encoding === 'latin1') return bytes;
  if (encoding !== 'utf-8') return bytes >> 1;
  let left = bytes;
  let units = 0;
  for (const character of text) {
    left -= toUtf8Length(character);
    if (left < 0) break;
    units += character.length;
  }
  return units;
}

function toUtf8Length(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

export function joinBytes(first: Uint8Array, second: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}
