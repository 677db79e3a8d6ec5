/** How bytes of a log were read. `latin1` is Windows-1252, as the web reads Latin-1. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'latin1';

export interface DecodedText {
  readonly text: string;
  readonly encoding: TextEncoding;
  /** Whether bytes that fit no encoding were replaced by U+FFFD. */
  readonly damaged: boolean;
}

/** Bytes looked at to guess an encoding; the answer does not get better with more. */
const sampleBytes = 64 * 1024;

/**
 * Text of `bytes` that start at `offset` (bytes) of their file: by byte order mark, else by where the zero bytes are
 * (UTF-16), else UTF-8, else Windows-1252. A character cut in two at either end is left out. `encoding` overrides the
 * guess, as for the next part of a file that was read before.
 */
export function decodeText(
  bytes: Uint8Array,
  options: { readonly offset?: number; readonly encoding?: TextEncoding } = {},
): DecodedText {
  const offset = options.offset ?? 0;
  const encoding = options.encoding ?? detectEncoding(bytes, offset);
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return decodeUtf16(bytes, offset, encoding);
  if (encoding === 'latin1') return { text: new TextDecoder('windows-1252').decode(bytes), encoding, damaged: false };
  const whole = bytes.subarray(offset === 0 ? 0 : leadingContinuations(bytes), completeUtf8End(bytes));
  const text = new TextDecoder('utf-8', { ignoreBOM: offset !== 0 }).decode(whole);
  return { text, encoding, damaged: text.includes('\ufffd') && !isValidUtf8(whole) };
}

/** The encoding that fits `bytes` best; `offset` says where UTF-16 units start. */
export function detectEncoding(bytes: Uint8Array, offset = 0): TextEncoding {
  if (offset === 0) {
    if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
    if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
    if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  }
  const sample = bytes.subarray(0, sampleBytes);
  return detectUtf16(sample, offset) ?? (looksLikeUtf8(sample, offset) ? 'utf-8' : 'latin1');
}

/** UTF-16 of western text has a zero in every second byte, and hardly any in the others. */
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

/** Valid UTF-8, or text in which damage is rare against well-formed multi-byte characters. */
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

/** Bytes at the start that belong to a character that started before (at most 3). */
function leadingContinuations(bytes: Uint8Array): number {
  let count = 0;
  while (count < 3 && isContinuation(bytes[count])) count++;
  return count;
}

/** Where the last whole UTF-8 character ends: a sequence cut off at the end is left out. */
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
  const text = new TextDecoder(encoding, { ignoreBOM: offset !== 0 }).decode(bytes.subarray(start, end));
  const first = offset > 0 && text.startsWith('\ufffd') ? 1 : 0;
  const last = text.endsWith('\ufffd') ? text.length - 1 : text.length;
  const whole = text.slice(first, Math.max(first, last));
  return { text: whole, encoding, damaged: whole.includes('\ufffd') };
}

export function joinBytes(first: Uint8Array, second: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}
