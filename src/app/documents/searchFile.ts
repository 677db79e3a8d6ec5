import { BatchError } from '../../core/model/batchError.ts';
import type { NodeFileProperties } from '../../core/model/nodeFile.ts';
import type { FileSearch } from '../../core/query/fileSearch.ts';
import { findMissing } from '../../core/query/unreadFile.ts';
import type { RemoteFile } from '../evidence/readLog.ts';
import { streamFile } from './streamFile.ts';

interface Search {
  readonly found: FileSearch;
  /** Called with the bytes of each part that was searched. */
  readonly note: (bytes: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Searches a file from its first byte to the last that it had when this began. Undefined for one that is not there. Throws
 * what the service answers, and `Cancelled`.
 */
export async function searchFile(
  file: RemoteFile,
  path: string,
  { found, note, signal }: Search,
): Promise<NodeFileProperties | undefined> {
  const properties = await file.getProperties({ signal }).catch((error: unknown) => {
    if (BatchError.is(error) && findMissing(error, path) !== undefined) return undefined;
    throw error;
  });
  if (properties === undefined) return undefined;
  for await (const bytes of streamFile(file, { start: 0, end: properties.contentLength, signal })) {
    found.add(bytes);
    note(bytes.length);
  }
  found.end();
  return properties;
}
