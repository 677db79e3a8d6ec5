import type { ExamplesOf } from '../../engine/examples.ts';
import type { goStackRules } from './goStack.ts';

export const goStackExamples: Partial<ExamplesOf<typeof goStackRules>> = {};
