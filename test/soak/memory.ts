import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const bytesPerMb = 1024 ** 2;
/** Number of garbage collections: a single one may leave reclaimable memory, and buffers are released a turn later. */
const collections = 5;

/** Returns the megabytes in use by objects and external buffers after garbage collection. */
export async function countUsedMb(): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  for (let count = 0; count < collections; count += 1) {
    collect();
    await setImmediate();
  }
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / bytesPerMb;
}
