import type { ExamplesOf } from '../../engine/examples.ts';
import type { dotnetTestRules } from './dotnetTest.ts';

export const dotnetTestExamples: Partial<ExamplesOf<typeof dotnetTestRules>> = {};
