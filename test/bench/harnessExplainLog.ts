import { explainLog } from '../../src/core/diagnosis/explainLog.ts';
import { type Figure, measureRatio, sized } from './harness.ts';

/**
 * Shortest duration of a run, by repetition: the compared work takes half a millisecond, and shorter runs depend on
 * garbage collection and on other processes.
 */
const leastMs = sized(250, 0);

/** Returns the milliseconds of one repetition of the work, averaged over as many as fill a run. */
function timeOnce(work: () => unknown): number {
  const startedAt = performance.now();
  let elapsedMs = 0;
  let times = 0;
  do {
    work();
    times += 1;
    elapsedMs = performance.now() - startedAt;
  } while (elapsedMs < leastMs);
  return elapsedMs / times;
}

/** Measures explaining a log relative to decoding its bytes and splitting them into lines. */
export function measureExplainLog(name: string, bytes: Buffer): Promise<Figure> {
  const text = bytes.toString();
  return measureRatio(name, {
    ours: () => timeOnce(() => explainLog(text, { exitCode: 1 })),
    reference: () => timeOnce(() => bytes.toString().split('\n')),
    runs: 11,
    warmUps: 3,
  });
}
