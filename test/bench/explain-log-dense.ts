import { denseLog, denseLogs } from '../builders/denseLogs.ts';
import { type Figure, note, report } from './harness.ts';
import { measureExplainLog } from './harnessExplainLog.ts';

/**
 * Explaining a MiB of nothing but what failed, against decoding it and splitting it into lines: of several kinds of such
 * logs the one that costs most. Each kind is printed, too. Wanted: at most 9.
 */
let worst: Figure | undefined;
for (const kind of denseLogs) {
  const figure = await measureExplainLog('explain-log-dense', denseLog(kind));
  note(`${kind}: ${figure.value.toFixed(1)}`);
  if (worst === undefined || figure.value > worst.value) worst = figure;
}
if (worst !== undefined) report(worst);
