import type { ExamplesOf } from '../engine/examples.ts';
import type { reloggedRules } from './relogged.ts';

export const reloggedExamples: Partial<ExamplesOf<typeof reloggedRules>> = {};
