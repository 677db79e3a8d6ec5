import { longLog } from '../builders/longLog.ts';
import { report } from './harness.ts';
import { measureExplainLog } from './harnessExplainLog.ts';

/** Explaining the last MiB of a log, against decoding it and splitting it into lines. Wanted: at most 5.1. */
report(await measureExplainLog('explain-log', longLog(1)));
