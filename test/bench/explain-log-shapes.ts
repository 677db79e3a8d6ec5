import { explainLog } from '../../src/core/diagnosis/explainLog.ts';
import { failurePlaces, logShapes, plainLog, shapedLog } from '../builders/logShapes.ts';
import { median, note, report, sized } from './harness.ts';

/**
 * Measures explaining a MiB of the slowest shape relative to one of ordinary lines; runs of both alternate. Uses
 * processor time, which other users of the machine affect least. Target: at most 8.
 */
const runs = sized(5, 1);
const leastMs = sized(20, 1);
const warmUps = sized(100, 1);
const length = sized(1024 * 1024, 4096);
const shapes = sized(logShapes, logShapes.slice(0, 3));
const shown = 5;

function usedMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Returns the milliseconds of one explanation, averaged over as many as fill a run. */
function timeOnce(text: string): number {
  const before = usedMs();
  let usedSince = 0;
  let times = 0;
  do {
    explainLog(text, { exitCode: 1 });
    usedSince = usedMs() - before;
    times += 1;
  } while (usedSince < leastMs);
  return usedSince / times;
}

const plain = plainLog().slice(0, length);
for (let turn = 0; turn < warmUps; turn += 1) explainLog(plain, { exitCode: 1 });
for (const shape of shapes) timeOnce(shapedLog(shape, length));

interface Measured {
  readonly name: string;
  readonly ratio: number;
  readonly ours: number;
  readonly reference: number;
}

const measured: Measured[] = [];
for (const shape of shapes) {
  const text = shapedLog(shape, length);
  for (const [place, putFailure] of Object.entries(failurePlaces)) {
    const log = Buffer.from(putFailure(text)).toString();
    timeOnce(log);
    const pairs = Array.from({ length: runs }, () => ({ reference: timeOnce(plain), ours: timeOnce(log) }));
    const ours = median(pairs.map((pair) => pair.ours));
    const reference = median(pairs.map((pair) => pair.reference));
    measured.push({ name: `${shape}, failed ${place}`, ratio: ours / reference, ours, reference });
  }
}
measured.sort((one, other) => other.ratio - one.ratio);
for (const { name, ratio } of measured.slice(0, shown)) note(`${name}: ${ratio.toFixed(1)}`);
const [worst] = measured;
if (worst !== undefined) {
  const { ratio, ours, reference } = worst;
  report({ name: 'explain-log-shapes', value: ratio, unit: 'ratio', ours, reference, runs });
}
