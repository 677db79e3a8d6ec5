import type { ExamplesOf } from '../../engine/examples.ts';
import type { cargoRules } from './cargo.ts';

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
