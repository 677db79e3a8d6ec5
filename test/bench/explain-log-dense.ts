import { denseLog, denseLogs } from '../builders/denseLogs.ts';
import { type Figure, note, report } from './harness.ts';
import { measureExplainLog } from './harnessExplainLog.ts';

/**
 * Measures explaining a MiB that consists only of failures relative to decoding it and splitting it into lines, for the
 * slowest of several kinds of logs. Prints each kind. Target: at most 9.
 */
let worst: Figure | undefined;
for (const kind of denseLogs) {
  const figure = await measureExplainLog('explain-log-dense', denseLog(kind));
  note(`${kind}: ${figure.value.toFixed(1)}`);
  if (worst === undefined || figure.value > worst.value) worst = figure;
}
if (worst !== undefined) report(worst);
