import { causeCases } from './causes.ts';
import type { GoldenCases } from './goldenCase.ts';
import { jobCases, serviceCases } from './jobsAndService.ts';
import { nodeCases, poolCases } from './nodesAndPools.ts';
import { taskCases } from './tasks.ts';
import { waitingCases } from './waiting.ts';

/** Explanations of single items: a task, a job, a pool, a node, or an answer of the service. */
export const singleCases: GoldenCases = {
  ...taskCases,
  ...waitingCases,
  ...nodeCases,
  ...poolCases,
  ...jobCases,
  ...serviceCases,
};

/** All golden texts. */
export const allCases: GoldenCases = { ...singleCases, ...causeCases };
