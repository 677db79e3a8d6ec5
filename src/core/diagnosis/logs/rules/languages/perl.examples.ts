import type { ExamplesOf } from '../../engine/examples.ts';
import type { perlRules } from './perl.ts';

export const perlExamples: ExamplesOf<typeof perlRules> = {
  'perl-die': {
    examples: [
      'Illegal division by zero at run.pl line 5.',
      'syntax error at lib/Tiles.pm line 2, near "= ;"',
      'rows: 13 Illegal division by zero at s.pl line 8, <IN> line 4.',
    ],
    not: ["\tTiles::fail('no tiles') called at tiles.pl line 9"],
  },
  'perl-compilation-failed': {
    examples: [
      'Compilation failed in require at run.pl line 1.',
      'Execution of -e aborted due to compilation errors.',
      'Execution of run.pl aborted due to compilation errors.',
    ],
  },
};
