import { report } from './harness.ts';
import { serveLog } from './harnessLog.ts';

/** Bytes of a log of 1 GiB that are transferred to open it at its end. Wanted: at most 1 MiB. */
await using log = await serveLog(1024 ** 3);
await log.open();
report({ name: 'log-tail-bytes', value: log.transferredBytes, unit: 'bytes', runs: 1 });
