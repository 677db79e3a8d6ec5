import type { ExamplesOf } from '../../engine/examples.ts';
import type { debuggerRules } from './debuggers.ts';

export const debuggerExamples: Partial<ExamplesOf<typeof debuggerRules>> = {
  'debuggers-fault': { examples: ['Fatal Python error: Aborted', 'Fatal Python error: Segmentation fault'] },
};
