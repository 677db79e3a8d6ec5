import type { ExamplesOf } from '../engine/examples.ts';
import type { genericRules } from './generic.ts';

export const genericExamples: ExamplesOf<typeof genericRules> = {
  'announced-failure': {
    examples: ['Error: Invalid expression', ' fixed image:  could not be read', 'Number of File Transfers Failed: 1'],
  },
  'option-names-missing-file': {
    examples: [
      "Error: Invalid value for 'SCENE': Path 'a.usd' does not exist.",
      "│ Invalid value for '[ANALYSIS DIRECTORY]': Path './nodir' does not exist.     │",
    ],
  },
  'flags-not-parsed': { examples: ["Could not override 'trainer.lr'."] },
  'arguments-refused': {
    examples: ['unknown flag: --gpuss', "./p: invalid option -- 'z'", "unrecognized command 'memm'"],
  },
};
