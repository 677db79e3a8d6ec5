import { Cancelled } from '../../core/model/cancelled.ts';
import { type RemoteFile, readIfThere } from '../evidence/readLog.ts';

const chunkBytes = 8 * 1024 * 1024;
/** Number of parts requested ahead, so that the network and the reader do not wait for each other. */
const chunksAhead = 2;

/**
 * Streams the bytes of a file from `start` to `end`, or to its current end, in parts. Throws the service's errors and
 * `Cancelled`.
 */
export async function* streamFile(
  file: RemoteFile,
  { start, end, signal }: { readonly start: number; readonly end: number; readonly signal: AbortSignal },
): AsyncGenerator<Uint8Array> {
  const asked: Promise<Uint8Array | undefined>[] = [];
  let next = start;
  const ask = (): void => {
    for (; next < end && asked.length <= chunksAhead; next += chunkBytes) {
      const part = readIfThere(file, { start: next, end: Math.min(next + chunkBytes, end) - 1 }, { signal });
      // A failed part throws when it is awaited in turn.
      part.catch(() => undefined);
      asked.push(part);
    }
  };
  for (ask(); asked.length > 0; ask()) {
    const bytes = await asked.shift();
    if (signal.aborted) throw new Cancelled();
    // The file has become shorter.
    if (bytes === undefined) return;
    yield bytes;
  }
}
