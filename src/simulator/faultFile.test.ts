import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseFaults, readFaultFile } from './faultFile.ts';

test('a file of faults contains one fault or several', () => {
  assert.deepEqual(parseFaults('{"operation":"Task_List","status":429}', 'f.json'), [
    { operation: 'Task_List', headers: {}, status: 429 },
  ]);
  const two = '[{"operation":"*","effect":"HANG"},{"operation":"job_get","headers":{"Retry-After":3}}]';
  assert.deepEqual(parseFaults(two, 'f.json'), [
    { operation: '*', headers: {}, effect: 'hang' },
    { operation: 'Job_Get', headers: { 'Retry-After': '3' } },
  ]);
});

const refused: readonly (readonly [text: string, words: string])[] = [
  ['[\n  {"operation":"Job_Get"},\n]', 'f.json, line 3, column 1: this is not JSON.'],
  ['"Job_Get"', 'f.json: a fault must be an object.'],
  ['{}', 'f.json, operation: it is missing.'],
  [
    '[{"operation":"*"},{"operation":"*","efect":1}]',
    'f.json, fault 2 of 2, efect: The closest is effect. It takes operation, nthCall, times, status, headers, body, effect.',
  ],
  ['[{"operation":"*","status":"429"}]', 'f.json, fault 1 of 1, status: The value is not an integer.'],
  ['{"operation":"*","status":99}', 'f.json, status: The value is below 200.'],
  ['{"operation":"*","status":1000}', 'f.json, status: The value is above 599.'],
  ['{"operation":"*","times":0}', 'f.json, times: The value is below 1.'],
  ['{"operation":"*","nthCall":-1}', 'f.json, nthCall: The value is below 1.'],
  ['{"operation":"*","headers":{"Retry After":"3"}}', 'f.json, headers.Retry After: It is not a valid header name.'],
  ['{"operation":"*","headers":{"x":"a\\nb"}}', 'f.json, headers.x: It is not a valid header value.'],
  ['{"operation":"*","headers":{"x":["a"]}}', 'f.json, headers.x: It is not a valid header value.'],
  [
    '{"operation":"Job_List2"}',
    'f.json, operation: There is no such operation; the closest matches are Job_List, Job_Disable, JobSchedule_List.',
  ],
  ['{"operation":"?"}', 'f.json, operation: There is no such operation; docs/simulator.md lists them.'],
];
for (const [text, words] of refused) {
  test(`${JSON.stringify(text)} is refused with its position`, () => {
    assert.throws(() => parseFaults(text, 'f.json'), { message: words });
  });
}

test('a missing file is named', async () => {
  await assert.rejects(readFaultFile('no/such/faults.json'), /no\/such\/faults\.json cannot be read \(ENOENT\)/);
});
