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
};
