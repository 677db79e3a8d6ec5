import type { ExamplesOf } from '../../engine/examples.ts';
import type { rustRules } from './rust.ts';

export const rustExamples: Partial<ExamplesOf<typeof rustRules>> = {
  'rust-panic': {
    examples: [
      ["thread 'main' (16834) panicked at main.rs:3:9:", 'no tiles'],
      "thread 'tokio-runtime-worker' panicked at 'called `Option::unwrap()` on a `None` value', rustjail/src/cgroups/fs/mod.rs:593:31",
    ],
  },
  'rust-compile-error': {
    examples: [
      ['error[E0308]: mismatched types', ' --> main.rs:2:18'],
      ['error[E0382]: borrow of moved value: `s`', ' --> main.rs:4:23'],
    ],
  },
  'rust-memory-allocation-of': {
    examples: [
      'memory allocation of 4398046511104 bytes failed',
      'polars.exceptions.ComputeError: memory allocation of 8589934592 bytes failed',
    ],
  },
  'rust-has-overflowed-its': { examples: ["thread 'main' (16894) has overflowed its stack"] },
  'rust-error-failed-to': {
    examples: ['error: package `foo v1.2` cannot be built because it requires rustc 1.80 or newer'],
  },
  'rust-error-parseinterror': { examples: ['Error: ParseIntError { kind: InvalidDigit }'] },
  'rust-error-could-not': { examples: ['For more information about this error, try `rustc --explain E0382`.'] },
};
