import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainLog } from '../../../explainLog.ts';

const missing = 'run.sh: line 4: samtools: command not found';

/** Operations that succeeded on a later attempt, above a missing program. */
const worked: readonly (readonly [name: string, lines: readonly string[]])[] = [
  ['as the next line says', ['attempt 1 failed: Connection refused; retrying', 'attempt 2 succeeded']],
  [
    'as its progress shows',
    [
      'curl: (56) Recv failure: Connection reset by peer',
      'Warning: Problem: timeout. Will retry in 1 seconds. 2 retries left.',
      '  % Total    % Received % Xferd  Average Speed',
      '100  1204  100  1204    0     0   1204      0 --:--:-- --:--:-- --:--:--  1204',
    ],
  ],
  [
    'at the third time',
    [
      "wget: unable to resolve host address 'data.example'",
      'retrying in 5 s',
      "wget: unable to resolve host address 'data.example'",
      'retrying in 5 s',
      'download succeeded on attempt 3',
    ],
  ],
  [
    'for a transfer',
    ['ERROR: RESPONSE 503: ServerBusy; retrying', 'INFO: try 2 succeeded', '100.0 %, 3 Done, 0 Failed'],
  ],
];

for (const [name, lines] of worked)
  test(`an operation that succeeded on a retry is not the cause: ${name}`, () => {
    const found = explainLog(`${[...lines, missing].join('\n')}\n`, { exitCode: 127, stream: 'stderr', os: 'linux' });
    assert.deepEqual([found?.rootCause.text, found?.consequences], [missing, undefined]);
  });

/** Operations that were retried without a sign of success. */
const failed: readonly (readonly [name: string, lines: readonly string[]])[] = [
  ['given up', ['curl: (6) Could not resolve host: data.example', 'retrying', 'nothing was downloaded']],
  [
    'ended with the last attempt',
    ['attempt 1 failed: Connection refused; retrying', 'attempt 2 failed: Connection refused'],
  ],
  [
    'that was only advised',
    ['curl: (6) Could not resolve host: data.example', 'please try again later', 'settings saved'],
  ],
  ['of which nothing more is said', ['curl: (6) Could not resolve host: data.example', 'Will retry in 1 second.']],
];

for (const [name, lines] of failed)
  test(`a retried operation that never succeeded remains the cause: ${name}`, () => {
    const found = explainLog(`${[...lines, missing].join('\n')}\n`, { exitCode: 127, stream: 'stderr', os: 'linux' });
    assert.equal(found?.category.startsWith('network'), true, found?.rootCause.text);
    assert.notEqual(found?.confidence, 'certain');
    assert.equal(found?.consequences?.at(-1)?.text, missing);
  });
