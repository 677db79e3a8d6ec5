import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainLog } from '../../explainLog.ts';

const readSource = (...lines: readonly string[]): string | undefined =>
  explainLog(lines.join('\n'), { exitCode: 1 })?.userSource;

test('the executed line is read from the source text that stacks and compilers print', () => {
  assert.equal(
    readSource(
      'Traceback (most recent call last):',
      '  File "/mnt/wd/train.py", line 13, in <module>',
      '    main()',
      '  File "/mnt/wd/train.py", line 3, in main',
      '    weights = open("weights.bin")',
      '              ^^^^^^^^^^^^^^^^^^^',
      "FileNotFoundError: [Errno 2] No such file or directory: 'weights.bin'",
    ),
    'weights = open("weights.bin")',
  );
  assert.equal(
    readSource(
      '/mnt/wd/mean.js:2',
      '    throw new RangeError("no rows");',
      '    ^',
      '',
      'RangeError: no rows',
      '    at mean (/mnt/wd/mean.js:2:11)',
      '    at Object.<anonymous> (/mnt/wd/mean.js:7:1)',
    ),
    'throw new RangeError("no rows");',
  );
  assert.equal(
    readSource(
      'sim.c:12:5: error: use of undeclared identifier ‘speed’',
      '   12 |     speed = 3;',
      '      |     ^~~~~',
    ),
    'speed = 3;',
  );
});

test('if the log prints no source, none is invented', () => {
  assert.equal(
    readSource(
      'Traceback (most recent call last):',
      '  File "/mnt/wd/train.py", line 3, in main',
      "FileNotFoundError: [Errno 2] No such file or directory: 'weights.bin'",
    ),
    undefined,
  );
  assert.equal(
    readSource(
      'RangeError: no rows',
      '    at mean (/mnt/wd/mean.js:2:11)',
      '    at Object.<anonymous> (/mnt/wd/mean.js:7:1)',
    ),
    undefined,
  );
});
