import type { ExamplesOf } from '../../engine/examples.ts';
import type { launcherRules } from './launchers.ts';

export const launcherExamples: ExamplesOf<typeof launcherRules> = {
  'launcher-counts-failures': {
    examples: ['ERROR: 3 threads failed', '2 of 8 workers failed', 'Error: 4 out of 16 processes died'],
    not: ['0 of 8 workers started', 'ERROR: threads failed to start: Resource temporarily unavailable'],
  },
  'launcher-points-to-log': {
    examples: [
      'ERROR: simulation stopped, see /mnt/logs/run.log for details.',
      'Failed: check the log file solver.err',
      'error: details in logs/rank3.out',
    ],
    not: ['ERROR: cannot open run.log', 'ERROR: unknown keyword in model.inp'],
  },
};
