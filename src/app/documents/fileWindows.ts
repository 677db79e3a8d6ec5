import { headBytes } from '../../core/files/binaryFormat.ts';
import { joinBytes } from '../../core/files/bytes.ts';
import { cutToLine, planBefore } from '../../core/files/logWindow.ts';
import type { NodeFileProperties } from '../../core/model/nodeFile.ts';
import { type RemoteFile, readIfThere, readTail, type Tail } from '../evidence/readLog.ts';

/** Maximum number of windows shown per file. VS Code does not highlight text above 20 MiB. */
const maxWindows = 16;
/** Number of files whose ends are cached, so that only new bytes have to be requested. */
const maxFiles = 16;
/** Factor by which a window may exceed its intended size before it moves on. */
const slack = 1.25;
/** Bytes that are read again to check that the file was appended to, not rewritten. */
const overlapBytes = 256;

/** The last bytes of a file up to `end`, as they were read. */
interface Kept {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  readonly properties: NodeFileProperties;
  readonly head: Uint8Array | undefined;
}

/** The displayed end of a file. */
export interface ShownTail extends Tail {
  /** The earlier properties of the file, if it was rewritten since then. */
  readonly rewritten: NodeFileProperties | undefined;
  readonly head: Uint8Array | undefined;
}

/** Reads the ends of files. If a file has grown, or more of it is wanted, only the new part is read. */
export class FileWindows {
  readonly #windowBytes: number;
  readonly #kept = new Map<string, Kept>();
  /** Number of windows of each file that shows more than one. */
  readonly #windows = new Map<string, number>();

  constructor(windowBytes: number) {
    this.#windowBytes = windowBytes;
  }

  /** Lets the next `read` of `key` start one window earlier. */
  widen(key: string): void {
    const shown = Math.ceil((this.#kept.get(key)?.bytes.length ?? 0) / this.#windowBytes);
    this.#windows.set(key, Math.min(maxWindows, Math.max(shown, this.#windows.get(key) ?? 1) + 1));
  }

  /** Shows a single window of `key` again, as for a newly opened file. */
  narrow(key: string): void {
    this.#windows.delete(key);
    this.#kept.delete(key);
  }

  /** Returns the number of bytes shown from the end of `key`. */
  findMaxBytes(key: string): number {
    return this.#windowBytes * (this.#windows.get(key) ?? 1);
  }

  /**
   * Reads the end of the file `key`, whose `properties` were just requested, at least from the line at byte `from` if
   * that is more than is usually shown. Throws the service's errors.
   */
  async read(key: string, file: RemoteFile, properties: NodeFileProperties, from = Infinity): Promise<ShownTail> {
    const kept = this.#kept.get(key);
    const maxBytes = this.findMaxBytes(key);
    const end =
      (kept && (await readOn(kept, file, properties, maxBytes))) ?? (await readTail(file, maxBytes, { properties }));
    const wide = maxBytes > this.#windowBytes ? await readBefore(end, file, maxBytes) : end;
    const tail = from < wide.start ? await readFrom(from, wide, file) : wide;
    const isNew = kept !== undefined && isRewritten(kept, tail);
    const head = findHead(tail) ?? (isNew ? undefined : kept?.head);
    this.#keep(key, tail, head);
    return { ...tail, rewritten: isNew ? kept.properties : undefined, head };
  }

  /**
   * Returns the first bytes of the file `key`, which identify its format. Requests them once, and not at all if they
   * were already read.
   */
  async readHead(key: string, file: RemoteFile): Promise<Uint8Array> {
    const kept = this.#kept.get(key);
    const head = kept?.head ?? (await readIfThere(file, { start: 0, end: headBytes - 1 })) ?? new Uint8Array();
    if (kept !== undefined) this.#kept.set(key, { ...kept, head });
    return head;
  }

  #keep(key: string, { bytes, start, properties }: Tail, head: Uint8Array | undefined): void {
    this.#kept.delete(key);
    this.#kept.set(key, { bytes, start, end: start + bytes.length, properties, head });
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= maxFiles) break;
      this.#kept.delete(oldest);
    }
  }
}

/**
 * Returns the first bytes of a file that was read from its start, unless there are still too few to identify its
 * format.
 */
function findHead({ bytes, start }: Tail): Uint8Array | undefined {
  return start === 0 && bytes.length >= headBytes ? bytes.slice(0, headBytes) : undefined;
}

/** Checks whether a file differs from the one `kept` was read from: it is shorter, or its content changed. */
function isRewritten(kept: Kept, { bytes, start, properties }: Tail): boolean {
  if (kept.bytes.length === 0) return false;
  if (properties.contentLength < kept.end) return true;
  const [before, now] = [kept.properties.creationTime, properties.creationTime];
  if (before !== undefined && now !== undefined && before !== now) return true;
  const from = Math.max(kept.start, start);
  const shown = kept.bytes.subarray(from - kept.start);
  return from < kept.end && !isEqual(shown, bytes.subarray(from - start, from - start + shown.length));
}

/** Appends newly written bytes to the cached ones; undefined if the file is no longer the same. */
async function readOn(
  kept: Kept,
  file: RemoteFile,
  properties: NodeFileProperties,
  maxBytes: number,
): Promise<Tail | undefined> {
  const { contentLength, lastModified } = properties;
  const written = contentLength - kept.end;
  if (written === 0 && lastModified === kept.properties.lastModified) return toTail(kept.bytes, kept.start, properties);
  const overlap = Math.min(overlapBytes, kept.bytes.length);
  if (written <= 0 || written > maxBytes || overlap === 0) return undefined;
  const more = await readIfThere(file, { start: kept.end - overlap, end: contentLength - 1 });
  if (more === undefined || !isEqual(more.subarray(0, overlap), kept.bytes.subarray(-overlap))) return undefined;
  const bytes = joinBytes(kept.bytes, more.subarray(overlap));
  // Keep the window in place for a while, so that the lines of someone reading further up do not move with each new
  // line.
  if (bytes.length <= Math.max(kept.bytes.length, maxBytes * slack)) return toTail(bytes, kept.start, properties);
  const surplus = bytes.length - maxBytes;
  // The byte before the window shows whether a line starts with the window.
  return { ...cutToLine(bytes.subarray(surplus - 1), kept.start + surplus - 1), properties };
}

/** Extends the bytes back to `start`, a line start. Returns the tail unchanged if earlier bytes are unavailable. */
async function readFrom(start: number, tail: Tail, file: RemoteFile): Promise<Tail> {
  const before = await readIfThere(file, { start, end: tail.start - 1 });
  return before?.length === tail.start - start ? toTail(joinBytes(before, tail.bytes), start, tail.properties) : tail;
}

async function readBefore(tail: Tail, file: RemoteFile, maxBytes: number): Promise<Tail> {
  const room = maxBytes - tail.bytes.length;
  const window = room < maxBytes / maxWindows ? undefined : planBefore(tail.start, room - 1);
  const before = window && (await readIfThere(file, window));
  if (window === undefined || before === undefined) return tail;
  const lines = cutToLine(before, window.start);
  return toTail(joinBytes(lines.bytes, tail.bytes), lines.start, tail.properties);
}

/** Creates a tail from bytes that already start at a line. */
function toTail(bytes: Uint8Array, start: number, properties: NodeFileProperties): Tail {
  return { bytes, start, leftOut: start, properties };
}

function isEqual(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}
