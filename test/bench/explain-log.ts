import { explainLog } from '../../src/core/diagnosis/explainLog.ts';
import { longLog } from '../builders/longLog.ts';
import { ratio, timeMs } from './harness.ts';

/** Explaining the last MiB of a log, against decoding it and splitting it into lines. Wanted: at most 10. */
const bytes = longLog(1);
const text = bytes.toString();
const repeats = 20;

function repeat(work: () => unknown): Promise<number> {
  return timeMs(() => {
    for (let index = 0; index < repeats; index += 1) work();
  });
}

await ratio('explain-log', {
  ours: () => repeat(() => explainLog(text, { exitCode: 1 })),
  reference: () => repeat(() => bytes.toString().split('\n')),
  runs: 11,
  warmUps: 3,
});
