import type { ExamplesOf } from '../../engine/examples.ts';
import type { robocopyRules } from './robocopy.ts';

export const robocopyExamples: ExamplesOf<typeof robocopyRules> = {
  'robocopy-error': { examples: ['ERROR 112 (0x00000070) Copying File D:\\results\\a.exr'] },
};
