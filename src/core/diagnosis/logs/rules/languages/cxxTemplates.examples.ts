import type { ExamplesOf } from '../../engine/examples.ts';
import type { cxxTemplateRules } from './cxxTemplates.ts';

export const cxxTemplateExamples: ExamplesOf<typeof cxxTemplateRules> = {
  'gcc-template-required-from': {
    examples: [
      [
        'main.cpp:9:12:   required from here',
        '/usr/include/c++/12/bits/stl_algo.h:1937:22: error: no match for ‘operator-’',
      ],
    ],
  },
  'clang-template-requested': {
    examples: [
      [
        '/usr/include/c++/12/bits/stl_algo.h:1937:22: error: no type',
        'main.cpp:9:8: note: in instantiation of function template specialization requested here',
      ],
    ],
  },
};
