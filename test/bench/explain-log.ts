import { longLog } from '../builders/longLog.ts';
import { report } from './harness.ts';
import { measureExplainLog } from './harnessExplainLog.ts';

/**
 * Measures explaining the last MiB of a log relative to decoding it and splitting it into lines. Target: at most 5.1.
 */
report(await measureExplainLog('explain-log', longLog(1)));
