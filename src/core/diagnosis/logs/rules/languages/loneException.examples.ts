import type { ExamplesOf } from '../../engine/examples.ts';
import type { loneExceptionRules } from './loneException.ts';

export const loneExceptionExamples: ExamplesOf<typeof loneExceptionRules> = {
  'lone-exception': {
    examples: [
      'ValueError: Could not find Jackhmmer binary',
      "ModuleNotFoundError: No module named 'rasterio'",
      'OSError: You are trying to access a gated repo.',
    ],
  },
};
