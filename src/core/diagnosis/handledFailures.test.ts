import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainLog } from './explainLog.ts';

/** Outputs in which a program tells of a failure that it lived with, or of none, before the one that ended it. */
const outputs: readonly (readonly [name: string, lines: readonly string[], root: string])[] = [
  [
    'a count in a record of information',
    [
      '{"level":"info","msg":"CUDA out of memory count: 0"}',
      '{"level":"error","msg":"validation failed: column dose has 3 negative values"}',
    ],
    'validation failed: column dose has 3 negative values',
  ],
  [
    'a line of information',
    [
      '2026-11-21 02:00:00 INFO CUDA out of memory handler installed',
      '2026-11-21 02:00:01 ERROR validation failed: column dose has 3 negative values',
    ],
    'ERROR validation failed: column dose has 3 negative values',
  ],
  [
    'a notice of what is done when the disk is full',
    [
      'INFO:store:on no space left on device the spool is trimmed',
      'INFO:store:rows 400',
      'ERROR:store:column dose has 3 negative values',
    ],
    'ERROR:store:column dose has 3 negative values',
  ],
  [
    'a notice of Octave at its start',
    [
      'octave: X11 DISPLAY environment variable not set',
      'octave: disabling GUI features',
      'error: operator *: nonconformant arguments (op1 is 2x2, op2 is 1x3)',
    ],
    'error: operator *: nonconformant arguments (op1 is 2x2, op2 is 1x3)',
  ],
];

for (const [name, lines, root] of outputs)
  test(`points below ${name}`, () => {
    const found = explainLog(`${lines.join('\n')}\n`, { exitCode: 1 });
    assert.equal(found?.rootCause.text.endsWith(root), true, `${found?.title}: ${found?.rootCause.text}`);
  });

/** Failures by limits of a process, which look like those of a node that may have plenty. */
const limits: readonly (readonly [line: string, title: string])[] = [
  [
    'Exception in thread "main" java.lang.OutOfMemoryError: Java heap space',
    'The memory limit of the program was reached',
  ],
  [
    'PHP Fatal error:  Allowed memory size of 134217728 bytes exhausted (tried to allocate 20480 bytes) in /app/a.php on line 3',
    'The memory limit of the program was reached',
  ],
  ['MemoryError', 'The program was refused more memory'],
  ["OSError: [Errno 27] File too large: 'out.bin'", 'A file outgrew the largest size allowed'],
  ['./run.sh: line 2: echo: write error: File too large', 'A file outgrew the largest size allowed'],
  ["OSError: [Errno 28] No space left on device: 'out.bin'", 'The disk is full'],
];

for (const [line, title] of limits)
  test(`does not blame the node for a limit: ${line}`, () => {
    const named = explainLog(`${line}\n`, { exitCode: 1 })?.title;
    assert.equal(named?.split(':')[0], title);
  });
