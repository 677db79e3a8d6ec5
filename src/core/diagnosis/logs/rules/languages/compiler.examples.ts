import type { ExamplesOf } from '../../engine/examples.ts';
import type { compilerRules } from './compiler.ts';

export const compilerExamples: Partial<ExamplesOf<typeof compilerRules>> = {
  'compiler-error': {
    examples: [
      ['[ERROR] /mnt/job/src/main/java/com/contoso/Render.java:[14,9] cannot find symbol', '  symbol:   class Tile'],
    ],
  },
  'compiler-fatal-error': {
    examples: [
      'sim.c:1:10: fatal error: hdf5.h: No such file or directory',
      'src/MPI.c:6:10: fatal error: Python.h: No such file or directory',
      'ext.c:1:10: fatal error: missing_dep.h: No such file or directory',
    ],
  },
  'compiler-error-package': { examples: ['Main.java:1: error: package org.apache.commons.csv does not exist'] },
  'compiler-error-2': {
    examples: [
      "a.c:3:1: error: unknown type name 'foo'",
      'a.asm:1: error: expecting ] at end of memory operand',
      'sim.c:3:8: error: expected ‘;’ before numeric constant',
    ],
  },
  'compiler-error-7002': {
    examples: [
      '/home/tonny/abaqus/initializations.f(167): error #7002: Error in opening the compiled module file.  Check INCLUDE paths.   [CRSS]',
    ],
  },
  'compiler-error-3': {
    examples: [
      'solve.f90(33): error #6404: This name does not have a type',
      "src/render.ts(14,7): error TS2322: Type 'string' is not assignable to type 'number'.",
      '/home/tonny/abaqus/initializations.f(167): error #6580: Name in only-list does not exist or is not accessible.   [SLIPRESISTANCE]',
    ],
  },
  'compiler-error-4': {
    examples: ['[ERROR] /mnt/job/src/main/java/com/contoso/Render.java:[14,9] cannot find symbol'],
  },
  'compiler-cannot-find-l': { examples: ['/usr/bin/ld: cannot find -lhdf5'] },
  'compiler-undefined-reference-to': {
    examples: [
      "undefined reference to `dgemm_'",
      "undefined reference to `solve(int)'",
      "sim.c:(.text+0xa): undefined reference to `solve'",
    ],
  },
  'compiler-unresolved-external-symbol': {
    examples: [
      'main.obj : error LNK2019: unresolved external symbol "void __cdecl run(void)" referenced in function main',
    ],
  },
  'compiler-lnk1104-cannot-open': { examples: ["LINK : fatal error LNK1104: cannot open file 'boost_system.lib'"] },
  'compiler-error-5': {
    examples: [
      't.vhd:4:27: missing ";" at end of statement',
      "%Error: t.v:3:12: Can't find definition of variable: 'undefined_sig'",
    ],
  },
  'compiler-problem-during-compilation': { examples: ['Abaqus Error: Problem during compilation - OXFORD-UMAT.f'] },
  'compiler-error-exiting-due': { examples: ['%Error: Exiting due to 1 error(s), 1 warning(s)'] },
  'compiler-syntax-error': { examples: ['t.v:4: syntax error'] },
  'compiler-could-not-find': { examples: ['-- Could NOT find HDF5 (missing: HDF5_LIBRARIES HDF5_INCLUDE_DIRS)'] },
  'compiler-no-rule-to': {
    examples: [
      "make: *** No rule to make target 'all'.  Stop.",
      "E step2: make: *** No rule to make target 'geom.o', needed by 'app'.  Stop.",
    ],
  },
  'compiler-make': {
    examples: [
      'make[3]: *** [shared] Error 2',
      "make: *** Deleting file 'x-1.fa'",
      'make: *** [Makefile:5: b] Error 3',
    ],
  },
  'compiler-make-no-such': {
    examples: ['make: nosuchcc: No such file or directory', 'make: pdflatex-nosuch: No such file or directory'],
  },
  'compiler-no-targets-specified': { examples: ['make: *** No targets specified and no makefile found.  Stop.'] },
  'compiler-cmake-error-the': {
    examples: [
      'CMake Error: The source directory "/mnt/batch/tasks/workitems/frames/job-1/task-7/wd/src" does not exist.',
    ],
  },
  'compiler-no-cmake-could': { examples: ['  No CMAKE_CXX_COMPILER could be found.'] },
  'compiler-configure-error-not': { examples: ['configure: error: libcurl not found'] },
  'compiler-configure-error-no': { examples: ['configure: error: no acceptable C compiler found in $PATH'] },
  'compiler-cmake': { examples: ['CMake Error at CMakeLists.txt:3 (message):'] },
  'compiler-ctest': {
    examples: [
      [
        '1/2 Test #1: lu ..............***Failed    0.10 sec',
        'Time to read matrix 0.00',
        ' ** On entry to ZGETRF parameter number  4 had an illegal value',
        '--------------------------------------------------------------------------',
        'Primary job  terminated normally, but 1 process returned',
        'a non-zero exit code. Per user-direction, the job has been aborted.',
      ],
    ],
  },
};
