import { BatchError } from '../../core/model/batchError.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import { findMissing } from '../../core/refusals/unreadFile.ts';
import type { RemoteFile } from '../evidence/readLog.ts';
import type { FoundLines, SearchedFile } from '../ports.ts';
import { streamFile } from './streamFile.ts';

interface Search {
  readonly searched: SearchedFile;
  readonly note: (bytes: number, count: number) => void;
  readonly signal: AbortSignal;
}

/** The matches in a file, with the file's length in bytes. */
interface SearchedLines extends FoundLines {
  readonly length: number;
  readonly isWhole: boolean;
}

/**
 * Searches a file from its first byte to the last byte that it had at the start, or until the user cancels. Undefined
 * for a missing file. Throws the service's errors, and `Cancelled` when nothing was read.
 */
export async function searchFile(
  file: RemoteFile,
  path: string,
  { searched, note, signal }: Search,
): Promise<SearchedLines | undefined> {
  const properties = await file.getProperties({ signal }).catch((error: unknown) => {
    if (BatchError.is(error) && findMissing(error, path) !== undefined) return undefined;
    throw error;
  });
  if (properties === undefined) return undefined;
  const end = properties.contentLength;
  let read = 0;
  try {
    for await (const bytes of streamFile(file, { start: 0, end, signal })) {
      const { length } = bytes;
      note(length, await searched.add(bytes));
      read += length;
    }
  } catch (error) {
    if (!Cancelled.is(error) || read === 0) throw error;
    return { ...(await searched.end(true)), length: end, isWhole: false };
  }
  return { ...(await searched.end()), length: end, isWhole: true };
}
