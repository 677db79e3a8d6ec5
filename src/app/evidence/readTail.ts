import { BatchError } from '../../core/model/batchError.ts';
import type { NodeFileProperties } from '../../core/model/nodeFile.ts';
import { cutToLine, type LineWindow, planTail } from '../../core/query/logWindow.ts';
import type { ByteRange, CallOptions, FilePort } from '../../service/ports.ts';

/** The end of a file, starting at a line. */
export interface Tail extends LineWindow {
  readonly properties: NodeFileProperties;
}

/** One file of a task or a node, ready to be asked for. */
export interface RemoteFile {
  getProperties(options?: CallOptions): Promise<NodeFileProperties>;
  read(range: ByteRange, options?: CallOptions): Promise<Uint8Array>;
}

/** Binds a port to one of its files. */
export function toRemoteFile<Owner>(port: FilePort<Owner>, owner: Owner, path: string): RemoteFile {
  return {
    getProperties: (options) => port.getFileProperties(owner, path, options),
    read: (range, options) => port.readFile(owner, path, { ...options, range }),
  };
}

/** A range of a file; undefined where the file ends before it. Throws everything else that the port throws. */
export async function readIfThere(file: RemoteFile, range: ByteRange): Promise<Uint8Array | undefined> {
  try {
    return await file.read(range);
  } catch (error) {
    if (BatchError.is(error, 'InvalidRange')) return undefined;
    throw error;
  }
}

export interface TailOptions extends CallOptions {
  /** What a listing has reported about the file; these are not requested again. */
  readonly properties?: NodeFileProperties;
}

/** How often a file that shrinks while it is read is asked for its length. */
const maxAttempts = 3;

/**
 * Reads at most the last `maxBytes` of a file, from the start of a line, with one request for its length and one for the range. A file that
 * shrank in between (it was rotated) is measured again; one that grew is read up to the length that was seen.
 * Throws what the port throws.
 */
export async function readTail(file: RemoteFile, maxBytes: number, options: TailOptions = {}): Promise<Tail> {
  let { properties } = options;
  const call: CallOptions = options.signal === undefined ? {} : { signal: options.signal };
  for (let attempt = 1; ; attempt += 1) {
    properties ??= await file.getProperties(call);
    const window = planTail(properties.contentLength, maxBytes - 1);
    if (window === undefined) return { bytes: new Uint8Array(), start: 0, leftOut: 0, properties };
    try {
      return { ...cutToLine(await file.read(window, call), window.start), properties };
    } catch (error) {
      if (!BatchError.is(error, 'InvalidRange') || attempt === maxAttempts) throw error;
      properties = undefined;
    }
  }
}
