import type { Pattern } from './ownRule.ts';

/** Lines such as programs print when nothing is wrong; a rule that matches one of them applies to almost anything. */
const ordinaryLines: readonly string[] = [
  '0 errors, 0 warnings',
  '0 error(s), 0 warning(s), 0 failed',
  'Build succeeded. 0 Error(s), 0 Warning(s), Time Elapsed 00:00:12.34',
  'Tests run: 12, Failures: 0, Errors: 0, Skipped: 0',
  '12 passed, 0 failed in 3.21s',
  'Exit code: 0',
  'process exited with exit code 0',
  'Finished successfully: all the tasks are done.',
  'Note that this is not a problem, and you can use the defaults for all runs.',
  '2026-11-20 08:14:02,123 INFO [main] Starting the run with 4 threads on node 7',
  '2026-11-20 08:14:02 WARNING: this option has no effect, the default value will be used instead',
  '[INFO] Reading configuration file from /mnt/batch/tasks/workitems/job/job-1/task/wd/config.json',
  'Loading input data from https://contoso.blob.core.windows.net/input/data.csv',
  'Writing output to /mnt/batch/tasks/workitems/job/job-1/task/wd/out.txt',
  'Step 100 of 1000, iteration 12, time 3.21 s, error: 1.2e-05, residual: 3.4e-06',
  'epoch 3/10 batch 100/200 loss: 0.1234 accuracy: 0.9876',
  'Progress: 50% complete, 12 seconds left',
  'Collecting numpy>=1.20 (from requirements.txt, line 1)',
  'Requirement already satisfied: pip in /usr/lib/python3/dist-packages',
  'Downloading package, 12.3 MB, 100% done',
  'Unable to find image locally, pulling from registry: Pull complete',
  'Total memory: 16384 MB, available: 12000 MB, used: 4384 MB',
  '+ python3 run.py --input data.csv --output out.txt',
];

/** Returns the first line of ordinary output that an expression or a text matches; undefined if it matches none. */
export function findOrdinaryLine(pattern: Pattern): string | undefined {
  return ordinaryLines.find((line) => pattern.mayMatch(line) && pattern.match(line) !== undefined);
}
