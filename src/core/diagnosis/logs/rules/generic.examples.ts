import type { ExamplesOf } from '../engine/examples.ts';
import type { genericRules } from './generic.ts';

export const genericExamples: ExamplesOf<typeof genericRules> = {
  'generic-announced': {
    examples: ['Error: Invalid expression', ' fixed image:  could not be read', 'Number of File Transfers Failed: 1'],
  },
  'generic-invalid-value-for': {
    examples: [
      "Error: Invalid value for 'SCENE': Path 'a.usd' does not exist.",
      "│ Invalid value for '[ANALYSIS DIRECTORY]': Path './nodir' does not exist.     │",
    ],
  },
  'generic-flags-parsing-error': { examples: ["Could not override 'trainer.lr'."] },
  'generic-the-following-arguments': {
    examples: ['unknown flag: --gpuss', "./p: invalid option -- 'z'", "unrecognized command 'memm'"],
  },
};
