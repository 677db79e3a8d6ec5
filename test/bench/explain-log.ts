import { longLog } from '../builders/longLog.ts';
import { report } from './harness.ts';
import { measureExplainLog } from './harnessExplainLog.ts';

/** Explaining the last MiB of a log, against decoding it and splitting it into lines. Wanted: at most 10. */
report(await measureExplainLog('explain-log', longLog(1)));
