import type { ExamplesOf } from '../../engine/examples.ts';
import type { matlabRules } from './matlab.ts';

export const matlabExamples: ExamplesOf<typeof matlabRules> = {
  'matlab-error': {
    examples: [
      'Error: File: run_case.m Line: 8 Column: 14',
      ['Error using load', "Unable to find file or directory 'flow_001.mat'."],
      ["data = load(sprintf('flow_%03d.mat', id));", '', 'Error in main (line 4)'],
      ['输入参数太多。', '出错 main (line 4)'],
    ],
  },
  'octave-error': {
    examples: [
      ['error: cannot open params.txt', 'error: called from'],
      ['error: mesh file has 0 elements', 'error: called from'],
      ['error: load: unable to find file data.mat', 'error: called from'],
    ],
  },
  'matlab-crashed': { examples: ['MATLAB is exiting because of fatal error'] },
  'matlab-missing-runtime': { examples: ['Could not find version 9.13 of the MATLAB Runtime.'] },
  'matlab-out-of-memory': { examples: ['Out of memory. Type HELP MEMORY for your options.'] },
  'matlab-internal-error': { examples: ['Fatal Internal Error: Unexpected exception'] },
};
