import type { ExamplesOf } from '../../engine/examples.ts';
import type { loaderRules } from './loader.ts';

export const loaderExamples: ExamplesOf<typeof loaderRules> = {
  'library-missing': {
    examples: [
      './prog: error while loading shared libraries: libmesh.so: cannot open shared object file: No such file or directory',
      'python3: error while loading shared libraries: libcuda.so.1: cannot open shared object file: No such file or directory',
      'Error loading shared library libstdc++.so.6: No such file or directory (needed by /app/solver)',
    ],
  },
  'library-not-opened': {
    examples: [
      'ImportError: libGL.so.1: cannot open shared object file: No such file or directory',
      'OSError: libcublas.so.11: cannot open shared object file: No such file or directory',
    ],
    not: [
      "W tensorflow/stream_executor/platform/default/dso_loader.cc:64] Could not load dynamic library 'libcudart.so.11.0'; dlerror: libcudart.so.11.0: cannot open shared object file: No such file or directory",
    ],
  },
  'library-damaged': {
    examples: [
      './prog: error while loading shared libraries: ./libx.so: file too short',
      './prog: error while loading shared libraries: /opt/lib/libmkl_rt.so: wrong ELF class: ELFCLASS32',
    ],
  },
  'library-version-missing': {
    examples: [
      "./prog: /lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.99' not found (required by ./prog)",
      "ImportError: /lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.34' not found (required by /mnt/job/_solver.so)",
      "./solve: /usr/lib/libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by ./solve)",
    ],
  },
  'symbol-missing': {
    examples: [
      './prog: symbol lookup error: ./prog: undefined symbol: f',
      '/home/u/.julia/artifacts/997813d/lib/libhdf5.so: undefined symbol: H5Pset_fapl_mpio',
      'Error relocating /app/solver: __res_init: symbol not found',
    ],
  },
};
