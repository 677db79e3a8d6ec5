import type { ExamplesOf } from '../../engine/examples.ts';
import type { rRules } from './r.ts';

export const rExamples: ExamplesOf<typeof rRules> = {
  'r-execution-halted': {
    examples: [
      ['Fehler in f(1) : tile 7 is broken', 'Ausführung angehalten'],
      ['f(1) でエラー: tile 7 is broken ', ' 実行が停止されました '],
      ['Error: usage: run.R <in> <out>', 'Execution halted'],
      ['Error: length(x) == 1 is not TRUE', 'Execution halted'],
      ['Error in x + 1 : non-numeric argument to binary operator', 'Execution halted'],
    ],
  },
  'r-error': {
    examples: [
      "Błąd w poleceniu 'f(1)':tile 7 is broken",
      'Error in g(x) : deep failure',
      "Error in f(x) : object 'y' not found",
    ],
  },
  'r-repository-unreachable': {
    examples: ['Warning: unable to access index for repository http://127.0.0.1:9/src/contrib:'],
  },
  'r-test-failed': {
    examples: [
      ["── Error ('test-fit.R:22'): fit converges ──────────", "Error: object 'x' not found"],
      ['── Failure (???): sum ──────────────────────────────────────────────────────────', '1 + 1 not equal to 3.'],
      [
        " ── Error ('test-draws.R:144:9'): bayes ─────────────────────────────────────────",
        'Error in `stanc(file = file, model_code = model_code, model_name = model_name,',
      ],
    ],
  },
  'r-missing-package': {
    examples: [
      "Erreur dans library(limma2) : aucun package nommé ‘limma2’ n'est trouvé",
      'Ошибка в library(limma2) :нет пакета под названием ‘limma2’',
      '  there is no package called ‘limma2’',
      ['Error in library(limma2) : there is no package called ‘limma2’', 'Execution halted'],
      ['Error in library(DESeq2) : there is no package called ‘DESeq2’', 'Execution halted'],
    ],
  },
  'r-cannot-allocate': { examples: ['Error: cannot allocate vector of size 74.5 Gb'] },
  'r-crashed': { examples: [' *** caught segfault ***', ' *** caught illegal operation ***'] },
  'r-installation-failed': {
    examples: [
      '  installation of package ‘xml2’ had non-zero exit status',
      'ERROR: lazy loading failed for package ‘raster’',
      'ERROR: compilation failed for package ‘rjags’',
    ],
  },
  'r-missing-dependency': {
    examples: [
      'ERROR: dependency ‘sf’ is not available for package ‘tmap’',
      'ERROR: dependencies ‘units’, ‘sf’ are not available for package ‘stars’',
    ],
  },
};
