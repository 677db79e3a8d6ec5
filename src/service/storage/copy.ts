import { BatchError } from '../../core/model/batchError.ts';
import type { NodeFileProperties } from '../../core/model/nodeFile.ts';
import type { OtherPlace } from '../../core/model/unread.ts';
import type { FileBytes, ReadOptions } from '../ports.ts';

/** A copy of a file, ready to be read. */
export interface Copy {
  readonly properties: NodeFileProperties;
  /** Throws `InvalidRange` for a range past the end; if storage refuses, an error with the reason in `elsewhere`. */
  read(options: ReadOptions): Promise<Uint8Array>;
}

/** Reads a copy, and adds its properties. Throws as its `read` does. */
export async function readCopy(from: Copy, options: ReadOptions): Promise<FileBytes> {
  return Object.assign(await from.read(options), { properties: from.properties });
}

/** Adds to an error why no other place has the file or allows reading it. */
export function withElsewhere(error: unknown, elsewhere: readonly OtherPlace[]): unknown {
  if (!BatchError.is(error)) return error;
  const { code, message, details, retryable, status } = error;
  return new BatchError({
    code,
    message,
    details,
    retryable,
    ...(status === undefined ? {} : { status }),
    elsewhere,
    cause: error,
  });
}
