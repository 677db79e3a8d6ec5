import { BatchError } from '../../core/model/batchError.ts';
import type { NodeFileProperties } from '../../core/model/nodeFile.ts';
import type { CallOptions, FilePort } from '../../service/ports.ts';

/** The end of a file, and how much of it that is. */
export interface Tail {
  readonly bytes: Uint8Array;
  /** Bytes before `bytes` that were not read. */
  readonly omittedBytes: number;
  readonly properties: NodeFileProperties;
}

/** One file of a task or a node, ready to be asked for. */
export interface RemoteFile {
  getProperties(options?: CallOptions): Promise<NodeFileProperties>;
  /** Bytes `start` to `end` inclusive. */
  read(range: { readonly start: number; readonly end: number }, options?: CallOptions): Promise<Uint8Array>;
}

/** Binds a port to one of its files. */
export function toRemoteFile<Owner>(port: FilePort<Owner>, owner: Owner, path: string): RemoteFile {
  return {
    getProperties: (options) => port.getFileProperties(owner, path, options),
    read: (range, options) => port.readFile(owner, path, { ...options, range }),
  };
}

/** How often a file that shrinks while it is read is asked for its length. */
const maxAttempts = 3;
/** Characters of UTF-16 and UTF-32 start at multiples of this, so that a tail never starts within one. */
const characterAlignment = 4;

/**
 * Reads at most the last `maxBytes` of a file with one request for its length and one for the range. A file that
 * shrank in between (it was rotated) is measured again; one that grew is read up to the length that was seen.
 * Throws what the port throws.
 */
export async function readTail(
  file: RemoteFile,
  maxBytes: number,
  options: CallOptions & { readonly properties?: NodeFileProperties } = {},
): Promise<Tail> {
  let { properties } = options;
  const call: CallOptions = options.signal === undefined ? {} : { signal: options.signal };
  for (let attempt = 1; ; attempt += 1) {
    properties ??= await file.getProperties(call);
    const length = properties.contentLength;
    if (length === 0) return { bytes: new Uint8Array(), omittedBytes: 0, properties };
    const start = toTailStart(length, maxBytes);
    try {
      const bytes = await file.read({ start, end: length - 1 }, call);
      return { bytes, omittedBytes: start, properties };
    } catch (error) {
      if (!BatchError.is(error, 'InvalidRange') || attempt === maxAttempts) throw error;
      properties = undefined;
    }
  }
}

function toTailStart(length: number, maxBytes: number): number {
  if (length <= maxBytes) return 0;
  return Math.ceil((length - maxBytes) / characterAlignment) * characterAlignment;
}
