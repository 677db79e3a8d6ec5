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
    ],
    not: ['error[E0425]: cannot find value `x` in this scope'],
  },
};
