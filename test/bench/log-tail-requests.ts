import { report } from './harness.ts';
import { serveLog } from './harnessLog.ts';

/** Number of requests to open a log of 1 GiB at its end. Target: at most 2. */
await using log = await serveLog(1024 ** 3);
await log.open();
report({ name: 'log-tail-requests', value: log.requests, unit: 'count', runs: 1 });
