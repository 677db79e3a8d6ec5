import type { ExamplesOf } from '../../engine/examples.ts';
import type { pytestRules } from './pytest.ts';

export const pytestExamples: ExamplesOf<typeof pytestRules> = {
  'pytest-failure': {
    examples: [
      ['E       assert -1 == 3', 'E        +  where -1 = add(1, 2)'],
      ['>       raise found.with_traceback(trace)', 'E       tiles.errors.LostWorker: worker-3 went away'],
      ['    return a + b', "E   TypeError: unsupported operand type(s) for +: 'int' and 'str'"],
    ],
  },
};
