import type { ExamplesOf } from '../../engine/examples.ts';
import type { texRules } from './tex.ts';

export const texExamples: ExamplesOf<typeof texRules> = {
  'tex-error': { examples: ['! Undefined control sequence.'] },
};
