import type { ExamplesOf } from '../../engine/examples.ts';
import type { daskRules } from './dask.ts';

export const daskExamples: ExamplesOf<typeof daskRules> = {
  'dask-compute-failed': { examples: ['- distributed.worker - WARNING - Compute Failed'] },
  'dask-worker-over-memory': {
    examples: [
      [
        'distributed.nanny - WARNING - Worker exceeded 95% memory budget. Restarting',
        'distributed.scheduler.KilledWorker: Attempted to run task load-1 on 3 different workers, but all those workers died while running it.',
      ],
    ],
  },
  'dask-worker-restarted': {
    examples: [
      'distributed.nanny - WARNING - Worker exceeded 95% memory budget.  Restarting',
      '2024-03-11 08:00:44,224 - distributed.nanny.memory - WARNING - Worker tcp://127.0.0.1:41111 (pid=4411) exceeded 95% memory budget. Restarting...',
    ],
    not: [
      'distributed.worker.memory - WARNING - Worker is at 81% memory usage. Pausing worker.  Process memory: 3.02 GiB',
    ],
  },
};
