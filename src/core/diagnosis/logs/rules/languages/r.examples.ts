import type { ExamplesOf } from '../../engine/examples.ts';
import type { rRules } from './r.ts';

export const rExamples: Partial<ExamplesOf<typeof rRules>> = {
  'r-halted': {
    examples: [
      ['Error: usage: run.R <in> <out>', 'Execution halted'],
      ['Error: length(x) == 1 is not TRUE', 'Execution halted'],
      ['Error in x + 1 : non-numeric argument to binary operator', 'Execution halted'],
    ],
  },
  'r-unhalted': { examples: ['Error in g(x) : deep failure', "Error in f(x) : object 'y' not found"] },
  'r-unreached': { examples: ['Warning: unable to access index for repository http://127.0.0.1:9/src/contrib:'] },
  'r-test': {
    examples: [
      ["── Error ('test-fit.R:22'): fit converges ──────────", "Error: object 'x' not found"],
      ['── Failure (???): sum ──────────────────────────────────────────────────────────', '1 + 1 not equal to 3.'],
      [
        " ── Error ('test-draws.R:144:9'): bayes ─────────────────────────────────────────",
        'Error in `stanc(file = file, model_code = model_code, model_name = model_name,',
      ],
    ],
  },
  'r-there-is-no': {
    examples: [
      '  there is no package called ‘limma2’',
      ['Error in library(limma2) : there is no package called ‘limma2’', 'Execution halted'],
      ['Error in library(DESeq2) : there is no package called ‘DESeq2’', 'Execution halted'],
    ],
  },
  'r-cannot-allocate-vector': { examples: ['Error: cannot allocate vector of size 74.5 Gb'] },
  'r-caught-segfault': { examples: [' *** caught segfault ***', ' *** caught illegal operation ***'] },
  'r-had-non-zero': { examples: ['  installation of package ‘xml2’ had non-zero exit status'] },
};
