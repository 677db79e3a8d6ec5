import { BatchError } from '../../core/model/batchError.ts';
import type { NodeFileProperties } from '../../core/model/nodeFile.ts';
import { cutToLine } from '../../core/query/logWindow.ts';
import { type RemoteFile, readTail, type Tail } from '../evidence/readTail.ts';

/** Files whose ends are kept, so that only what was written since has to be asked for. */
const maxFiles = 8;
/** Bytes that are read once more, to see that the file was added to and not written anew. */
const overlapBytes = 256;

/** The last bytes of a file up to `end`, as they were read. */
interface Kept {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  readonly lastModified: string | undefined;
}

/** Reads the ends of files; of a file that has grown only what is new. */
export class FileWindows {
  readonly #maxBytes: number;
  readonly #kept = new Map<string, Kept>();

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** The end of the file `key`, whose `properties` have just been asked for. Throws what the service answers. */
  async read(key: string, file: RemoteFile, properties: NodeFileProperties): Promise<Tail> {
    const kept = this.#kept.get(key);
    this.#kept.delete(key);
    const tail = (kept && (await this.#readOn(kept, file, properties))) ?? (await this.#readAnew(file, properties));
    this.#keep(key, tail);
    return tail;
  }

  async #readAnew(file: RemoteFile, properties: NodeFileProperties): Promise<Tail> {
    return readTail(file, this.#maxBytes, { properties });
  }

  /** What is kept with what was written since; undefined when the file is not the one that was read. */
  async #readOn(kept: Kept, file: RemoteFile, properties: NodeFileProperties): Promise<Tail | undefined> {
    const { contentLength, lastModified } = properties;
    const written = contentLength - kept.end;
    if (written === 0 && lastModified === kept.lastModified) return toTail(kept.bytes, kept.start, properties);
    const overlap = Math.min(overlapBytes, kept.bytes.length);
    if (written <= 0 || written > this.#maxBytes || overlap === 0) return undefined;
    const more = await readIfThere(file, kept.end - overlap, contentLength - 1);
    if (more === undefined || !isEqual(more.subarray(0, overlap), kept.bytes.subarray(-overlap))) return undefined;
    const bytes = new Uint8Array(kept.bytes.length + more.length - overlap);
    bytes.set(kept.bytes);
    bytes.set(more.subarray(overlap), kept.bytes.length);
    const surplus = bytes.length - this.#maxBytes;
    if (surplus <= 0) return toTail(bytes, kept.start, properties);
    // The byte before the window tells whether a line begins with it.
    return { ...cutToLine(bytes.subarray(surplus - 1), kept.start + surplus - 1), properties };
  }

  #keep(key: string, { bytes, start, properties }: Tail): void {
    this.#kept.set(key, { bytes, start, end: start + bytes.length, lastModified: properties.lastModified });
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= maxFiles) break;
      this.#kept.delete(oldest);
    }
  }
}

/** Bytes that begin with a line already. */
function toTail(bytes: Uint8Array, start: number, properties: NodeFileProperties): Tail {
  return { bytes, start, leftOut: start, properties };
}

async function readIfThere(file: RemoteFile, start: number, end: number): Promise<Uint8Array | undefined> {
  try {
    return await file.read({ start, end });
  } catch (error) {
    if (BatchError.is(error, 'InvalidRange')) return undefined;
    throw error;
  }
}

function isEqual(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}
