import type { ExamplesOf } from '../../engine/examples.ts';
import type { nativeRules } from './native.ts';

export const nativeExamples: ExamplesOf<typeof nativeRules> = {
  'native-sanitizer': {
    examples: [
      'WARNING: ThreadSanitizer: data race (pid=9970)',
      '==9954==ERROR: AddressSanitizer: SEGV on unknown address 0x000000000000 (pc 0x55a5d43a31a4 bp 0x7ffe495e2840 sp 0x7ffe495e2830 T0)',
    ],
  },
  'native-valgrind': {
    examples: [
      '==10036== Invalid write of size 4',
      '==22930== Invalid free() / delete / delete[] / realloc()',
      '==22930== Conditional jump or move depends on uninitialised value(s)',
    ],
  },
  'cpp-terminate': { examples: ["terminate called after throwing an instance of 'int'"] },
  'cpp-uncaught': {
    examples: [
      'libc++abi.dylib: terminating with uncaught exception of type std::runtime_error: src/nnet/cudnn.cpp:183: Resource allocation failed inside the cuDNN library.',
    ],
  },
  'cpp-logged': {
    examples: [
      'F0301 10:00:01.000002 11 net.cc:88] Check failed: ok',
      '(pid=4411, ip=10.0.0.4) F0301 10:00:01.000002 11 queue.cc:88] Check failed: slots > 0',
      'E0301 10:00:01.000001 11 io.cc:77] Could not open model file /models/a.caffemodel',
      'F1120 08:00:01.000000 12 mesh.cc:88] Check failed: n > 0 (0 vs. 0) mesh has no cells',
    ],
  },
  'googletest-failure': { examples: ['mesh_test.cc:31: Failure'] },
  'assertion-with-place': {
    examples: [
      "solver: grid.c:212: refine: Assertion `n > 0' failed.",
      'prog: prog.c:3: main: Assertion `n > 0 && "no tiles"\' failed.',
      "pbrt: /src/parser.cpp:411: bool Tokenizer::next(): Assertion `file' failed.",
    ],
  },
  'assertion-failed': {
    examples: [
      'Assertion failed: n > 0, file mesh.c, line 12',
      'ASSERTION FAILED: n < max',
      'ASSERT(nCells > 0) failed',
      'amrex::Abort::2::Assertion `nstep < max_step\' failed, file "AmrDeriveSpectrum.cpp", line 412 !!!',
      "WindNinja_cli: /home/user/windninja/source/windninja/src/ninja/Array2D.h:438: const T& Array2D<T>::operator()(unsigned int, unsigned int) const [with T = double]: Assertion 'row <= rows || col <= cols' failed.",
    ],
  },
  'signal-caught': {
    examples: ['* signal caught: SIGSEGV', 'caught SIGSEGV in thread 3', 'caught signal 11, backtrace:'],
  },
  'native-library-gave-up': {
    examples: [
      '[libprotobuf FATAL /usr/include/google/protobuf/map.h:811] CHECK failed: find(node->kv.first) == end():',
      'An error occurred in line <212> of file </build/dealii/source/grid/grid_in.cc> in function',
      'terminate called without an active exception',
      'pure virtual method called',
      'munmap_chunk(): invalid pointer',
      'double free or corruption (!prev)',
      'free(): double free detected in tcache 2',
      'Stack overflow in thread 3',
    ],
  },
  'cpp-bad-alloc': {
    examples: ['std::bad_alloc', '  what():  std::bad_alloc', 'FATAL: std::bad_alloc while building octree (level 14)'],
  },
  'undefined-behaviour': {
    examples: [
      "m.cpp:2:60: runtime error: index 5 out of bounds for type 'int [4]'",
      "prog.cpp:1:43: runtime error: shift exponent 40 is too large for 32-bit type 'int'",
      "acc.c:3:66: runtime error: signed integer overflow: 2147483647 + 1 cannot be represented in type 'int'",
    ],
  },
  'memory-exhausted': {
    examples: [
      'memory exhausted at step 12',
      'heap exhausted during garbage collection',
      'virtual memory exhausted: Cannot allocate memory',
    ],
  },
  'out-of-memory-in-words': {
    examples: [
      'out of memory in mesh generation step',
      'cupy.cuda.memory.OutOfMemoryError: Out of memory allocating 8,589,934,592 bytes (allocated so far: 0 bytes).',
      'W external/xla/xla/tsl/framework/bfc_allocator.cc:497] Allocator (GPU_0_bfc) ran out of memory trying to allocate 12.00GiB (rounded to 12884901888)requested by op',
    ],
  },
  'memory-not-allocated': {
    examples: [
      'failed to allocate 8589934592 bytes',
      'duckdb.duckdb.OutOfMemoryException: Out of Memory Error: failed to allocate data of size 16.0 KiB (12.4 GiB/12.5 GiB used)',
    ],
  },
};
