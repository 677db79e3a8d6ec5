import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const bytesPerMb = 1024 ** 2;
/** A single collection may leave reclaimable memory, and buffers are released a turn later. */
const collections = 5;

/** Megabytes in use after garbage was collected: of objects, and of buffers beside them. */
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
