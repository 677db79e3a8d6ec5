import { explainLog } from '../../src/core/diagnosis/explainLog.ts';
import { type Figure, measureRatio, timeMs } from './harness.ts';

const repeats = 20;

function repeat(work: () => unknown): Promise<number> {
  return timeMs(() => {
    for (let index = 0; index < repeats; index += 1) work();
  });
}

/** What explaining a log costs, against decoding its bytes and splitting them into lines. */
export function measureExplainLog(name: string, bytes: Buffer): Promise<Figure> {
  const text = bytes.toString();
  return measureRatio(name, {
    ours: () => repeat(() => explainLog(text, { exitCode: 1 })),
    reference: () => repeat(() => bytes.toString().split('\n')),
    runs: 11,
    warmUps: 3,
  });
}
