import type { ExamplesOf } from '../../engine/examples.ts';
import type { texRules } from './tex.ts';

export const texExamples: ExamplesOf<typeof texRules> = {
  tex: { examples: ['! Undefined control sequence.'] },
};
