import { findBinaryFormat } from './binaryFormat.ts';
import { type DecodedText, decodeText, detectEncoding, type TextEncoding } from './bytes.ts';

/** Content of a file, as detected from its bytes. */
export type FileContent =
  | ({ readonly kind: 'text'; readonly needsHead: boolean } & Pick<DecodedText, 'text' | 'encoding' | 'lead'>)
  | { readonly kind: 'binary'; readonly format: string | undefined; readonly needsHead: boolean };

export interface PartOfFile {
  readonly bytes: Uint8Array;
  /** Position of `bytes` in their file. */
  readonly start: number;
  /** First bytes of the file (`headBytes`, or as many as it has), if known. */
  readonly head?: Uint8Array | undefined;
}

/** Minimum undamaged share of a damaged text, because a program may print a few raw bytes to its log. */
const minCleanShare = 3 / 4;
/** Maximum share of control characters in valid UTF-8, where they separate fields or draw progress bars. */
const maxControlShare = 1 / 5;
/** Minimum number of characters per run of zero bytes in text; binary data with small numbers has fewer. */
const charactersPerZeros = 8;

/**
 * Decodes `bytes` (like `decodeText`) unless they are binary: their file starts with the mark of a binary format, or no
 * text encoding fits. Colors and progress bars count as text, and so do runs of zero bytes, which a log has after being
 * truncated during writing. `needsHead` is true if the file's first bytes were not given and could change the result;
 * bytes without control characters are text, regardless of the bytes before them.
 */
export function readContent(part: PartOfFile): FileContent {
  const head = part.start === 0 ? part.bytes : part.head;
  const format = head && findBinaryFormat(head);
  if (format !== undefined) return { kind: 'binary', format, needsHead: false };
  const decoded = decode(part, head);
  const found = survey(decoded);
  const needsHead = head === undefined && found.controls + found.damaged + found.zeroRuns > 0;
  const { text, encoding, lead } = decoded;
  return isText(decoded, found)
    ? { kind: 'text', text, encoding, lead, needsHead }
    : { kind: 'binary', format, needsHead };
}

/** Decodes bytes with the encoding of the byte order mark, which only the start of a file has. */
function decode({ bytes, start }: PartOfFile, head: Uint8Array | undefined): DecodedText {
  const marked = head && findMarked(head);
  return decodeText(bytes, { offset: start, ...(marked === undefined ? {} : { encoding: marked }) });
}

function findMarked(head: Uint8Array): TextEncoding | undefined {
  const encoding = detectEncoding(head.subarray(0, 3));
  return encoding === 'utf-16le' || encoding === 'utf-16be' ? encoding : undefined;
}

interface Survey {
  /** Control characters other than white space and terminal characters. */
  readonly controls: number;
  /** Replacements of invalid bytes and of unassigned characters. */
  readonly damaged: number;
  /** Runs of zero bytes, and zero bytes in total. */
  readonly zeroRuns: number;
  readonly zeros: number;
  /** Characters in lines without `controls` and `damaged`. */
  readonly clean: number;
}

const lineFeed = 0x0a;
const allowed: ReadonlySet<number> = new Set([...'\b\t\n\f\r\u001b'].map((one) => one.charCodeAt(0)));
const replacement = 0xfffd;

function survey({ text: decoded, encoding, damaged: isDamaged }: DecodedText): Survey {
  const isWide = encoding === 'utf-16le' || encoding === 'utf-16be';
  // In UTF-16, almost any two bytes are a character, but often an unassigned one.
  const text = isWide ? decoded.replace(/\p{Cn}/gu, '\ufffd') : decoded;
  const found = { controls: 0, damaged: 0, zeroRuns: 0, zeros: 0, clean: 0 };
  let lineStart = 0;
  let unclean = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0) {
      found.zeros += 1;
      if (index === 0 || text.charCodeAt(index - 1) !== 0) found.zeroRuns += 1;
    } else if (code < 0x20 && !allowed.has(code)) {
      found.controls += 1;
    } else if (code === replacement && (isDamaged || isWide)) {
      found.damaged += 1;
    }
    if (code !== lineFeed && index < text.length - 1) continue;
    if (found.controls + found.damaged === unclean) found.clean += index + 1 - lineStart;
    unclean = found.controls + found.damaged;
    lineStart = index + 1;
  }
  return found;
}

function isText({ text, encoding }: DecodedText, { controls, damaged, zeroRuns, zeros, clean }: Survey): boolean {
  if (text.length === 0) return true;
  const characters = text.length - zeros;
  if (characters === 0 || (zeroRuns - 1) * charactersPerZeros > characters) return false;
  const isValid =
    damaged === 0 && (controls === 0 || (encoding === 'utf-8' && controls <= text.length * maxControlShare));
  return isValid || clean >= text.length * minCleanShare;
}
