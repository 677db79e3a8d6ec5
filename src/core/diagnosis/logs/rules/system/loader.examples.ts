import type { ExamplesOf } from '../../engine/examples.ts';
import type { loaderRules } from './loader.ts';

export const loaderExamples: ExamplesOf<typeof loaderRules> = {
  'loader-error-while-loading': {
    examples: [
      'error while loading shared libraries: libgdal.so.30: cannot open shared object file: No such file or directory',
      './prog: error while loading shared libraries: libmesh.so: cannot open shared object file: No such file or directory',
      'python3: error while loading shared libraries: libcuda.so.1: cannot open shared object file: No such file or directory',
    ],
  },
  'loader-error-while-loading-shared': {
    examples: ['./prog: error while loading shared libraries: ./libx.so: file too short'],
  },
  'loader-version-not-found': {
    examples: [
      "./prog: /lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.99' not found (required by ./prog)",
      "ImportError: /lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.34' not found (required by /mnt/job/_solver.so)",
    ],
  },
  'loader-symbol-lookup-error': {
    examples: [
      './prog: symbol lookup error: ./prog: undefined symbol: f',
      'symbol lookup error: ./app: undefined symbol: _ZN3foo3barEv',
      '/home/u/.julia/artifacts/997813d/lib/libhdf5.so: undefined symbol: H5Pset_fapl_mpio',
    ],
  },
  'loader-error-loading-shared': {
    examples: ['Error loading shared library libstdc++.so.6: No such file or directory (needed by /app/solver)'],
  },
  'loader-error-relocating-symbol': { examples: ['Error relocating /app/solver: __res_init: symbol not found'] },
  'loader-cannot-open-shared': {
    examples: [
      'ImportError: libfff.so: cannot open shared object file: No such file or directory',
      'ImportError: libGL.so.1: cannot open shared object file: No such file or directory',
      'OSError: libcublas.so.11: cannot open shared object file: No such file or directory',
    ],
  },
};
