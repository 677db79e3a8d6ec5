import type { ExamplesOf } from '../../engine/examples.ts';
import type { tapRules } from './tap.ts';

export const tapExamples: ExamplesOf<typeof tapRules> = {
  'bats-test-failed': {
    examples: [['# (in test file t.bats, line 6)', '#   `[ "$status" -eq 0 ]\' failed']],
    not: ['ok 1 adds two numbers', '# (in test file t.bats, line 6)'],
  },
};
