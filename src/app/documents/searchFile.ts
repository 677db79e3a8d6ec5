import { BatchError } from '../../core/model/batchError.ts';
import { findMissing } from '../../core/query/unreadFile.ts';
import type { RemoteFile } from '../evidence/readLog.ts';
import type { FoundLines, SearchedFile } from '../ports.ts';
import { streamFile } from './streamFile.ts';

interface Search {
  readonly searched: SearchedFile;
  /** Called with the bytes of each part that was searched, and how many lines were found by then. */
  readonly note: (bytes: number, count: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Searches a file from its first byte to the last that it had when this began, which its length is. Undefined for one that is not there. Throws
 * what the service answers, and `Cancelled`.
 */
export async function searchFile(
  file: RemoteFile,
  path: string,
  { searched, note, signal }: Search,
): Promise<(FoundLines & { readonly length: number }) | undefined> {
  const properties = await file.getProperties({ signal }).catch((error: unknown) => {
    if (BatchError.is(error) && findMissing(error, path) !== undefined) return undefined;
    throw error;
  });
  if (properties === undefined) return undefined;
  for await (const bytes of streamFile(file, { start: 0, end: properties.contentLength, signal })) {
    const { length } = bytes;
    note(length, await searched.add(bytes));
  }
  return { ...(await searched.end()), length: properties.contentLength };
}
