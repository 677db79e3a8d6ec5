import type { ExamplesOf } from '../../engine/examples.ts';
import type { daskRules } from './dask.ts';

export const daskExamples: Partial<ExamplesOf<typeof daskRules>> = {
  'dask-task': { examples: ['- distributed.worker - WARNING - Compute Failed'] },
};
