import type { ExamplesOf } from '../../engine/examples.ts';
import type { fortranRules } from './fortran.ts';

export const fortranExamples: ExamplesOf<typeof fortranRules> = {
  'fortran-runtime-error': {
    examples: [
      'Fortran runtime error: End of file',
      'forrtl: error (65): floating invalid',
      'forrtl: severe (174): SIGSEGV, segmentation fault occurred',
    ],
  },
  'fortran-error-stop': { examples: ['ERROR STOP CFL condition violated', 'ERROR STOP CFL number 3.1 exceeds 1.0'] },
  'fortran-signal': { examples: ['Program received signal SIGSEGV: Segmentation fault - invalid memory reference.'] },
  'lapack-bad-parameter': {
    examples: [
      'Intel MKL ERROR: Parameter 4 was incorrect on entry to DGESDD.',
      ' ** On entry to ZGETRF parameter number  4 had an illegal value',
      ' ** On entry to DGEMM  parameter number 10 had an illegal value',
    ],
  },
  'fortran-backtrace': { examples: ['Error termination. Backtrace:'] },
};
