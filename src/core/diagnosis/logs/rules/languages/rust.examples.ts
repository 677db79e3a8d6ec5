import type { ExamplesOf } from '../../engine/examples.ts';
import type { cargoRules, rustRules } from './rust.ts';

export const rustExamples: ExamplesOf<typeof rustRules> = {
  'rust-panic': {
    examples: [
      ["thread 'main' (16834) panicked at main.rs:3:9:", 'no tiles'],
      `thread 'main' panicked at 'failed to spawn gmsh: Os { code: 2, kind: NotFound, message: "No such file or directory" }', src/main.rs:8:5`,
      "thread 'tokio-runtime-worker' panicked at 'called `Option::unwrap()` on a `None` value', rustjail/src/cgroups/fs/mod.rs:593:31",
    ],
  },
  'rust-compile-error': {
    examples: [
      ['error[E0308]: mismatched types', ' --> main.rs:2:18'],
      ['error[E0382]: borrow of moved value: `s`', ' --> main.rs:4:23'],
    ],
  },
  'rust-stack-overflow': { examples: ["thread 'main' (16894) has overflowed its stack"] },
  'cargo-version-conflict': {
    examples: ['error: package `foo v1.2` cannot be built because it requires rustc 1.80 or newer'],
  },
  'rust-parse-error': { examples: ['Error: ParseIntError { kind: InvalidDigit }'] },
  'cargo-could-not-compile': {
    examples: [
      ['error: could not compile `mesher` (lib) due to 2 previous errors', 'error: failed to compile `mesher v0.3.0`'],
    ],
  },
  'rust-eyre': { examples: [['Error:', '   0: tile 3 went wrong', '', 'Location:', '   src/main.rs:9']] },
  'cargo-missing-package': {
    examples: ['error: no matching package named `serde_jsn` found', 'error: no matching package `foo` found'],
  },
  'cargo-missing-manifest': {
    examples: ['error: could not find `Cargo.toml` in `/mnt/batch/wd` or any parent directory'],
  },
  'rust-missing-linker': { examples: ['error: linker `cc` not found'] },
};

export const cargoExamples: ExamplesOf<typeof cargoRules> = {
  'cargo-failed-because': {
    examples: [
      [
        'error: failed to parse manifest at `/mnt/batch/tasks/startup/wd/Cargo.toml`',
        '',
        'Caused by:',
        '  no targets specified in the manifest',
        '  either src/lib.rs, src/main.rs, a [lib] section, or [[bin]] section must be present',
      ],
      [
        'error: failed to run custom build command for `tiles-sys v0.2.0`',
        '',
        'Caused by:',
        "  process didn't exit successfully: `/mnt/batch/wd/target/build/tiles-sys/build-script-build` (exit code: 1)",
      ],
    ],
    not: ['error[E0425]: cannot find value `x` in this scope'],
  },
};
