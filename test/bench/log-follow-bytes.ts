import { report, sized } from './harness.ts';
import { serveLog } from './harnessLog.ts';

/** Bytes transferred to follow a log through 100 additions of 10 kB, relative to the added bytes. */
const additions = sized(100, 2);
const additionBytes = 10_000;

await using log = await serveLog(1024 ** 3);
await log.open();
log.reset();
for (let index = 0; index < additions; index += 1) {
  log.length += additionBytes;
  await log.open();
}
const added = additions * additionBytes;
const transferred = log.transferredBytes;
report({
  name: 'log-follow-bytes',
  value: transferred / added,
  unit: 'ratio',
  ours: transferred,
  reference: added,
  runs: 1,
});
