import { report } from './harness.ts';
import { serveLog } from './harnessLog.ts';

/** Number of bytes transferred to open a log of 1 GiB at its end. Target: at most 1 MiB. */
await using log = await serveLog(1024 ** 3);
await log.open();
report({ name: 'log-tail-bytes', value: log.transferredBytes, unit: 'bytes', runs: 1 });
