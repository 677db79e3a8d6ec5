import type { ExamplesOf } from '../../engine/examples.ts';
import type { tapRules } from './tap.ts';

export const tapExamples: ExamplesOf<typeof tapRules> = {
  'tap-failed-test': { examples: [['# (in test file t.bats, line 6)', '#   `[ "$status" -eq 0 ]\' failed']] },
};
