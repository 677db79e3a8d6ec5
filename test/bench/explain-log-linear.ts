import { explainLog } from '../../src/core/diagnosis/explainLog.ts';
import { longLog } from '../builders/longLog.ts';
import { ratio, sized, timeMs } from './harness.ts';

/** Measures explaining 64 MiB relative to explaining 1 MiB 64 times. Target: at most 1.3. */
const mebibytes = sized(64, 2);
const short = longLog(1).toString();
const long = longLog(mebibytes).toString();

await ratio('explain-log-linear', {
  ours: () => timeMs(() => explainLog(long, { exitCode: 1 })),
  reference: () =>
    timeMs(() => {
      for (let index = 0; index < mebibytes; index += 1) explainLog(short, { exitCode: 1 });
    }),
});
