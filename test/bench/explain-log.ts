import { explainLog } from '../../src/core/diagnosis/explainLog.ts';
import { denseLog, denseLogs } from '../builders/denseLogs.ts';
import { longLog } from '../builders/longLog.ts';
import { type Figure, measureRatio, report, timeMs } from './harness.ts';

/**
 * Explaining the last MiB of a log, against decoding it and splitting it into lines: of an ordinary log, and of several
 * that say nothing but what failed, the one that costs most. Wanted: at most 10.
 */
const logs = new Map([['ordinary', longLog(1)], ...denseLogs.map((kind) => [kind, denseLog(kind)] as const)]);
const repeats = 20;

function repeat(work: () => unknown): Promise<number> {
  return timeMs(() => {
    for (let index = 0; index < repeats; index += 1) work();
  });
}

let worst: Figure | undefined;
for (const [kind, bytes] of logs) {
  const text = bytes.toString();
  const figure = await measureRatio('explain-log', {
    ours: () => repeat(() => explainLog(text, { exitCode: 1 })),
    reference: () => repeat(() => bytes.toString().split('\n')),
    runs: 11,
    warmUps: 3,
  });
  console.error(`  ${kind}: ${figure.value.toFixed(1)}`);
  if (worst === undefined || figure.value > worst.value) worst = figure;
}
if (worst !== undefined) report(worst);
