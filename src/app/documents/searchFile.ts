import { BatchError } from '../../core/model/batchError.ts';
import type { NodeFileProperties } from '../../core/model/nodeFile.ts';
import type { FileSearch } from '../../core/query/fileSearch.ts';
import { findMissing } from '../../core/query/unreadFile.ts';
import { type RemoteFile, readIfThere } from '../evidence/readLog.ts';

/** Read at once. */
const chunkBytes = 8 * 1024 * 1024;
/** So many parts are asked for while one is searched, so that the network and the search do not wait for each other. */
const chunksAhead = 2;

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
  const { contentLength } = properties;
  const asked: Promise<Uint8Array | undefined>[] = [];
  let next = 0;
  const ask = (): void => {
    for (; next < contentLength && asked.length <= chunksAhead; next += chunkBytes) {
      const part = readIfThere(file, { start: next, end: Math.min(next + chunkBytes, contentLength) - 1 }, { signal });
      // One that fails is awaited when it is its turn.
      part.catch(() => undefined);
      asked.push(part);
    }
  };
  for (ask(); asked.length > 0; ask()) {
    const bytes = await asked.shift();
    // The file is shorter now.
    if (bytes === undefined) break;
    found.add(bytes);
    note(bytes.length);
  }
  found.end();
  return properties;
}
