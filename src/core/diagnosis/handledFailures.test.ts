import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainLog } from './explainLog.ts';

/** Returns the output of a Python program that ends with an exception. */
function raised(message: string): string[] {
  return ['Traceback (most recent call last):', '  File "/app/run.py", line 9, in <module>', '    main()', message];
}

const epochs = Array.from({ length: 10 }, (_, epoch) => `epoch ${epoch} loss 0.${90 - epoch}`);
const attribute = "AttributeError: 'Grid' object has no attribute 'nope'";

/** Outputs of a program that reports a failure that it survived, or no failure, before the failure that ended it. */
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
  [
    'a full disk, after which there was much output',
    ['OSError: [Errno 28] No space left on device', ...epochs, ...raised(attribute)],
    attribute,
  ],
  [
    'a service that came up later',
    [
      'Error: connect ECONNREFUSED 127.0.0.1:6379',
      'Error: connect ECONNREFUSED 127.0.0.1:6379',
      'redis up after 2 retries',
      '/app/run.js:4',
      'cfg.stages.map(x => x)',
      '           ^',
      '',
      "TypeError: Cannot read properties of undefined (reading 'map')",
      '    at main (/app/run.js:4:12)',
      '',
      'Node.js v20.20.2',
    ],
    "TypeError: Cannot read properties of undefined (reading 'map')",
  ],
  [
    'a download that a copy stood in for',
    [
      'curl: (6) Could not resolve host: data.contoso.com',
      'using cached copy',
      'reading',
      ...raised('IndexError: list index out of range'),
    ],
    'IndexError: list index out of range',
  ],
  [
    'a refused connection, with a wrapper below',
    [
      'psycopg2.OperationalError: connection to server at "10.0.0.4", port 5432 failed: Connection refused',
      'falling back to the replica',
      ...raised(attribute),
      'Cleaning up',
      'step 2 ended with status 1',
    ],
    attribute,
  ],
];

/** Outputs whose last exception follows from earlier lines. */
const causes: readonly (readonly [name: string, lines: readonly string[], root: string])[] = [
  [
    'the file is missing that was not fetched',
    [
      'curl: (6) Could not resolve host: data.contoso.com',
      ...epochs,
      ...raised("FileNotFoundError: [Errno 2] No such file or directory: 'data.csv'"),
    ],
    'curl: (6) Could not resolve host: data.contoso.com',
  ],
  [
    'nothing was given where nothing was read',
    [
      'cat: settings.json: No such file or directory',
      'falling back to defaults',
      ...raised("TypeError: 'NoneType' object is not subscriptable"),
    ],
    'cat: settings.json: No such file or directory',
  ],
  [
    'the tool that started it says how to learn more',
    [
      '[ERROR] Failed to execute goal exec (tiles) on project mosaic: Process exited with an error: 1',
      '[ERROR]',
      '[ERROR] To see the full stack trace of the errors, re-run with the -e switch.',
      '[ERROR] For more information about the errors, please read the following articles:',
      '[ERROR] [Help 1] https://contoso.com/help/failed',
    ],
    'Failed to execute goal exec (tiles) on project mosaic: Process exited with an error: 1',
  ],
  [
    'a package manager says whom to tell',
    [
      'npm ERR! mosaic@0.3.3 postinstall: `make tiles`',
      'npm ERR! Exit status 8',
      'npm ERR! This is most likely a problem with the mosaic package,',
      'npm ERR! You can get their info via:',
      'npm ERR!     npm owner ls mosaic',
    ],
    'npm ERR! mosaic@0.3.3 postinstall: `make tiles`',
  ],
  [
    'a package manager names the step that failed before its output',
    [
      'error /mnt/batch/wd/node_modules/tiles: Command failed.',
      'Exit code: 1',
      'Output:',
      'tiles-build ERR! stack Error: tunneling socket could not be established',
    ],
    'tiles-build ERR! stack Error: tunneling socket could not be established',
  ],
  [
    'the exception is right below',
    ['OSError: [Errno 28] No space left on device', ...raised(attribute)],
    'OSError: [Errno 28] No space left on device',
  ],
];

for (const [name, lines, root] of causes)
  test(`the cause is the first output where ${name}`, () => {
    assert.equal(explainLog(`${lines.join('\n')}\n`, { exitCode: 1 })?.rootCause.text, root);
  });

for (const [name, lines, root] of outputs)
  test(`the cause is below ${name}`, () => {
    const found = explainLog(`${lines.join('\n')}\n`, { exitCode: 1 });
    assert.equal(found?.rootCause.text.endsWith(root), true, `${found?.title}: ${found?.rootCause.text}`);
  });

/** Failures caused by limits of a process, which look like limits of the node, although the node may have plenty. */
const limits: readonly (readonly [line: string, title: string])[] = [
  [
    'Exception in thread "main" java.lang.OutOfMemoryError: Java heap space',
    'java.lang.OutOfMemoryError: Java heap space',
  ],
  [
    'PHP Fatal error:  Allowed memory size of 134217728 bytes exhausted (tried to allocate 20480 bytes) in /app/a.php on line 3',
    'The program reached its memory limit (a.php:3)',
  ],
  ['MemoryError', 'MemoryError'],
  ["OSError: [Errno 27] File too large: 'out.bin'", 'A file exceeded the maximum size allowed: out.bin'],
  ['./run.sh: line 2: echo: write error: File too large', './run.sh: line 2: echo: write error: File too large'],
  ["OSError: [Errno 28] No space left on device: 'out.bin'", 'The disk is full: out.bin'],
];

for (const [line, title] of limits)
  test(`a limit of the process is not blamed on the node: ${line}`, () => {
    assert.equal(explainLog(`${line}\n`, { exitCode: 1 })?.title, title);
  });
