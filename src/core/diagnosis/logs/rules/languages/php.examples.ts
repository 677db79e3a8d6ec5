import type { ExamplesOf } from '../../engine/examples.ts';
import type { phpRules } from './php.ts';

export const phpExamples: ExamplesOf<typeof phpRules> = {
  'php-error': {
    examples: [
      'PHP Fatal error:  Uncaught Exception: x in /mnt/batch/tasks/workitems/frames/job-1/task-7/wd/run.php:2',
      'PHP Fatal error:  Maximum execution time of 1 second exceeded in /mnt/batch/tasks/workitems/nightly/job-1/t17/wd/run.php on line 13',
      'PHP Warning:  fopen(rates.csv): Failed to open stream: No such file or directory in /mnt/batch/tasks/workitems/nightly/job-1/t17/wd/t3.php on line 2',
    ],
  },
  'php-memory-limit': {
    examples: ['Allowed memory size of 134217728 bytes exhausted (tried to allocate 20480 bytes)'],
  },
  'php-missing-script': { examples: ['Could not open input file: render.php'] },
};
