import type { ExamplesOf } from '../engine/examples.ts';
import type { genericRules } from './generic.ts';

export const genericExamples: ExamplesOf<typeof genericRules> = {
  'announced-failure': {
    examples: ['Error: Invalid expression', ' fixed image:  could not be read', 'Number of File Transfers Failed: 1'],
    not: [
      '[INFO] 0 errors, 2 warnings',
      'WARNING: cache is cold',
      'ERROR [pool.py:88]   File "/opt/pool/start.py", line 12, in start',
    ],
  },
  'option-names-missing-file': {
    examples: [
      "Error: Invalid value for 'SCENE': Path 'a.usd' does not exist.",
      "│ Invalid value for '[ANALYSIS DIRECTORY]': Path './nodir' does not exist.     │",
    ],
    not: ["Error: Invalid value for '--frames': 'x' is not a valid integer."],
  },
  'flags-not-parsed': { examples: ["Could not override 'trainer.lr'."] },
  'arguments-refused': {
    examples: ['unknown flag: --gpuss', "./p: invalid option -- 'z'", "unrecognized command 'memm'"],
    not: ['  --strict            fail where an option is repeated'],
  },
};
