import type { ExamplesOf } from '../../engine/examples.ts';
import type { nextflowRules } from './nextflow.ts';

export const nextflowExamples: ExamplesOf<typeof nextflowRules> = {
  'nextflow-process-exit-status': {
    examples: [
      '  Process `CALL (1)` terminated with an error exit status (1)',
      '  Process `SORT (2)` terminated with an error exit status (137)',
      '  Process `SORT (s9)` terminated with an error exit status (137)',
    ],
    not: ['[ab/cdef12] process > ALIGN (s1) [100%] 1 of 1 ✔'],
  },
  'nextflow-script-not-compiled': {
    examples: [
      [
        'ERROR ~ Script compilation error',
        '- file : /mnt/batch/tasks/workitems/nf/job-1/t1/wd/main.nf',
        "- cause: Unexpected input: '{' @ line 12, column 8.",
      ],
    ],
  },
  'nextflow-error-above-hint': {
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
  'nextflow-task-terminated': {
    examples: [
      '  Process `groupCounts (ES03_29641_CGATGT)` terminated for an unknown reason -- Likely it has been terminated by the external system',
    ],
  },
  'nextflow-setting-invalid': {
    examples: [
      'Missing required parameter: reference',
      '  Process requirement exceeds available memory -- req: 72 GB; avail: 31.3 GB',
    ],
  },
  'nextflow-image-not-pulled': { examples: ['  Failed to pull singularity image'] },
  'nextflow-pipeline-error': {
    examples: [
      [
        'ERROR ~ No such variable: params_in',
        '',
        " -- Check script 'main.nf' at line: 14 or see '.nextflow.log' for more details",
      ],
      'ERROR ~ Unknown process directive: `cpu`',
    ],
  },
  'nextflow-syntax-error': {
    examples: ["Error main.nf:12:5: Unexpected input: '{'", 'Error main.nf:3:9: `reads` is not defined'],
    not: ['Error: x is not defined'],
  },
  'nextflow-process-failed': {
    examples: [
      "ERROR ~ Error executing process > 'ALIGN (s1)'",
      'ERROR ~ Pipeline failed. Please refer to troubleshooting docs',
    ],
  },
  'groovy-call-impossible': {
    examples: [
      '  No signature of method: java.lang.String.getAt() is applicable for argument types: (String) values: [reads]',
      '  Cannot invoke method toAbsolutePath() on null object',
      "  Cannot get property 'genome' on null object",
      '  No such property: sample for class: Script_c2f1',
    ],
    not: ['Method toAbsolutePath() was called for an object'],
  },
  'nextflow-task-ended-by-user': { examples: ['  The task was ended by user request'] },
  'nextflow-output-missing': { examples: ['  Missing output file(s) `*.bam` expected by process `ALIGN (s1)`'] },
  'nextflow-input-missing': {
    examples: ['Cannot find any reads matching: data/*_{1,2}.fq.gz', 'Cannot find script file: align.nf'],
  },
  'nextflow-module-missing': {
    examples: [
      "Cannot find a component with name 'ALIGN' in module: ./modules/align.nf",
      "Can't find a matching module file for include: ./modules/align",
    ],
  },
  'nextflow-channels-mismatch': {
    examples: [
      'Process `ALIGN` declares 2 input channels but 1 were specified',
      'Process `MERGE` input file name collision -- There are multiple input files for each of the following file names: stats.txt',
    ],
  },
};
