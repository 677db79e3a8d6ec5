import type { ExamplesOf } from '../../engine/examples.ts';
import type { compilerRules, cxxTemplateRules } from './compiler.ts';

export const compilerExamples: ExamplesOf<typeof compilerRules> = {
  'javac-missing-package': { examples: ['Main.java:1: error: package org.apache.commons.csv does not exist'] },
  'compiler-error-at-column': {
    examples: [
      "a.c:3:1: error: unknown type name 'foo'",
      'a.asm:1: error: expecting ] at end of memory operand',
      'sim.c:3:8: error: expected ‘;’ before numeric constant',
    ],
  },
  'ifort-missing-module': {
    examples: [
      '/home/tonny/abaqus/initializations.f(167): error #7002: Error in opening the compiled module file.  Check INCLUDE paths.   [CRSS]',
    ],
  },
  'compiler-error-in-parentheses': {
    examples: [
      'solve.f90(33): error #6404: This name does not have a type',
      'tally.pas(3,12) Error: Incompatible types: got "Constant String" expected "SmallInt"',
      'tally.d(1): Error: undefined identifier `y`',
      "src/render.ts(14,7): error TS2322: Type 'string' is not assignable to type 'number'.",
      '/home/tonny/abaqus/initializations.f(167): error #6580: Name in only-list does not exist or is not accessible.   [SLIPRESISTANCE]',
    ],
  },
  'jvm-compiler-error': {
    examples: [
      '[ERROR] /mnt/job/src/main/java/com/contoso/Render.java:[14,9] cannot find symbol',
      '[error] -- [E008] Not Found Error: /mnt/job/src/main/scala/Render.scala:83:64',
    ],
  },
  'linker-missing-library': { examples: ['/usr/bin/ld: cannot find -lhdf5'] },
  'linker-undefined-reference': {
    examples: [
      "undefined reference to `dgemm_'",
      "undefined reference to `solve(int)'",
      "sim.c:(.text+0xa): undefined reference to `solve'",
      'ld.lld: error: undefined reference due to --no-allow-shlib-undefined: solve(float*, int)',
    ],
  },
  'linker-symbol-wrong': {
    examples: [
      'main.obj : error LNK2019: unresolved external symbol "void __cdecl run(void)" referenced in function main',
      "/usr/bin/ld: b.o:(.bss+0x0): multiple definition of `counter'; a.o:(.bss+0x0): first defined here",
    ],
  },
  'linker-cannot-open-library': { examples: ["LINK : fatal error LNK1104: cannot open file 'boost_system.lib'"] },
  'compiler-message-at-column': {
    examples: [
      't.vhd:4:27: missing ";" at end of statement',
      'kernel.pyx:21:19: Indexing Python object not allowed without gil',
      "%Error: t.v:3:12: Can't find definition of variable: 'undefined_sig'",
    ],
  },
  'compiler-problem': { examples: ['Abaqus Error: Problem during compilation - OXFORD-UMAT.f'] },
  'verilator-exiting': { examples: ['%Error: Exiting due to 1 error(s), 1 warning(s)'] },
  'compiler-syntax-error': { examples: ['t.v:4: syntax error'] },
  'cmake-package-not-found': { examples: ['-- Could NOT find HDF5 (missing: HDF5_LIBRARIES HDF5_INCLUDE_DIRS)'] },
  'make-no-rule': {
    examples: [
      "make: *** No rule to make target 'all'.  Stop.",
      "E step2: make: *** No rule to make target 'geom.o', needed by 'app'.  Stop.",
    ],
  },
  'make-failed': {
    examples: [
      'make[3]: *** [shared] Error 2',
      "make: *** Deleting file 'x-1.fa'",
      'make: *** [Makefile:5: b] Error 3',
    ],
  },
  'make-missing-program': {
    examples: ['make: nosuchcc: No such file or directory', 'make: pdflatex-nosuch: No such file or directory'],
  },
  'make-no-makefile': { examples: ['make: *** No targets specified and no makefile found.  Stop.'] },
  'cmake-missing-source': {
    examples: [
      'CMake Error: The source directory "/mnt/batch/tasks/workitems/frames/job-1/task-7/wd/src" does not exist.',
    ],
  },
  'configure-missing-library': { examples: ['configure: error: libcurl not found'] },
  'build-without-compiler': {
    examples: ['  No CMAKE_CXX_COMPILER could be found.', 'configure: error: no acceptable C compiler found in $PATH'],
  },
  'cmake-error': { examples: ['CMake Error at CMakeLists.txt:3 (message):'] },
  'ctest-failed': {
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
  'gfortran-error': {
    examples: [
      [
        'solve.f90:12:10:',
        '',
        '   12 |   call stepp(x)',
        '      |          1',
        'Error: Explicit interface required for ‘stepp’ at (1): assumed-shape argument',
      ],
    ],
  },
  'linker-failed': { examples: ['collect2: error: ld returned 1 exit status'] },
  'make-missing-separator': { examples: ['Makefile:7: *** missing separator.  Stop.'] },
  'ninja-stopped': { examples: ['ninja: build stopped: subcommand failed.'] },
};

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
