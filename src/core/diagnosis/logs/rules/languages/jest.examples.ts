import type { ExamplesOf } from '../../engine/examples.ts';
import type { jestRules } from './jest.ts';

export const jestExamples: ExamplesOf<typeof jestRules> = {
  'jest-expectation-failed': {
    examples: [
      [
        '  ● adds numbers',
        '',
        '    expect(received).toBe(expected) // Object.is equality',
        '',
        '    Expected: 3',
        '    Received: 4',
        '',
        '      at Object.<anonymous> (sum.test.js:4:15)',
      ],
    ],
  },
};
