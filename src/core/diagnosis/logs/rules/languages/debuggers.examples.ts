import type { ExamplesOf } from '../../engine/examples.ts';
import type { debuggerRules } from './debuggers.ts';

export const debuggerExamples: ExamplesOf<typeof debuggerRules> = {
  'python-fault-handler': {
    examples: [
      'Fatal Python error: Aborted',
      [
        'Fatal Python error: Segmentation fault',
        '',
        'Thread 0x00007f10 (most recent call first):',
        '  <no Python frame>',
        '',
        'Current thread 0x00007f20 (most recent call first):',
        '  File "/mnt/batch/wd/step.py", line 8 in move',
      ],
    ],
  },
  'gdb-stack': {
    examples: [
      [
        'Program terminated with signal SIGSEGV, Segmentation fault.',
        '#0  0x000055555555513d in solve (n=3) at solve.c:6',
        '6\t  *p = 1;',
      ],
    ],
  },
};
