import type { ExamplesOf } from '../../engine/examples.ts';
import type { jestRules } from './jest.ts';

export const jestExamples: Partial<ExamplesOf<typeof jestRules>> = {};
