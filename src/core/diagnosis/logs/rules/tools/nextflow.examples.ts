import type { ExamplesOf } from '../../engine/examples.ts';
import type { nextflowRules } from './nextflow.ts';

export const nextflowExamples: Partial<ExamplesOf<typeof nextflowRules>> = {
  'nextflow-exit': {
    examples: [
      '  Process `CALL (1)` terminated with an error exit status (1)',
      '  Process `SORT (2)` terminated with an error exit status (137)',
      '  Process `SORT (s9)` terminated with an error exit status (137)',
    ],
  },
  'nextflow-compilation': {
    examples: [
      [
        'ERROR ~ Script compilation error',
        '- file : /mnt/batch/tasks/workitems/nf/job-1/t1/wd/main.nf',
        "- cause: Unexpected input: '{' @ line 12, column 8.",
      ],
    ],
  },
  'nextflow-above': {
    examples: [
      [
        'No such variable: var_ch1',
        "-- Check script 'main.nf' at line: 501 or see '.nextflow.log' file for more details",
      ],
      [
        "Missing process or function with name 'ALIGN'",
        '',
        " -- Check script 'main.nf' at line: 9 or see '.nextflow.log' file for more details",
      ],
    ],
  },
  'nextflow-terminated-for-an': {
    examples: [
      '  Process `groupCounts (ES03_29641_CGATGT)` terminated for an unknown reason -- Likely it has been terminated by the external system',
    ],
  },
  'nextflow-process-requirement-exceeds': {
    examples: [
      'Missing required parameter: reference',
      '  Process requirement exceeds available memory -- req: 72 GB; avail: 31.3 GB',
    ],
  },
  'nextflow-failed-to-pull': { examples: ['  Failed to pull singularity image'] },
};
