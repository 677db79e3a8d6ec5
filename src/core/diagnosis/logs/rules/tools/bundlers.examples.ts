import type { ExamplesOf } from '../../engine/examples.ts';
import type { bundlerRules } from './bundlers.ts';

export const bundlerExamples: ExamplesOf<typeof bundlerRules> = {
  'bundler-import-unresolved': { examples: ['✘ [ERROR] Could not resolve "./lib/mesh"'] },
};
