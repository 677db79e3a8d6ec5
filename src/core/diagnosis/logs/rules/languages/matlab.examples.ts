import type { ExamplesOf } from '../../engine/examples.ts';
import type { matlabRules } from './matlab.ts';

export const matlabExamples: Partial<ExamplesOf<typeof matlabRules>> = {
  matlab: {
    examples: [
      'Error: File: run_case.m Line: 8 Column: 14',
      ['Error using load', "Unable to find file or directory 'flow_001.mat'."],
      ["data = load(sprintf('flow_%03d.mat', id));", '', 'Error in main (line 4)'],
    ],
  },
  'matlab-octave': {
    examples: [
      ['error: cannot open params.txt', 'error: called from'],
      ['error: mesh file has 0 elements', 'error: called from'],
      ['error: load: unable to find file data.mat', 'error: called from'],
    ],
  },
  'matlab-license-checkout-failed': {
    examples: [
      'error: License checkout failed: ccmppower (-9)',
      'Mon, 20 Sep 2021 19:11:11 GMT   License checkout failed.',
    ],
  },
  'matlab-is-exiting-because': { examples: ['MATLAB is exiting because of fatal error'] },
};
