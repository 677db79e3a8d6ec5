import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeTimes } from './budgets.mjs';
import { stageNames } from './kinds.mjs';
import { formatCounts, Tally } from './tally.mjs';

test('what stages give is added up, and what needed a second run is named at the end', async (context) => {
  context.mock.method(console, 'log', () => undefined);
  const tally = new Tally();
  await tally.run('unit', () => ({ passed: 3, failed: 0, skipped: 1, output: '' }));
  await tally.run('journeys', async () => ({
    passed: 2,
    failed: 0,
    skipped: 0,
    output: '',
    again: ['a key is typed'],
  }));
  assert.equal(formatCounts(tally.total), '5 passed, 0 failed, 1 skipped; passed in a second run only: a key is typed');
  assert.equal(formatCounts({ passed: 5, failed: 0, skipped: 0 }), '5 passed, 0 failed');
  const lines = tally.describe().split('\n');
  assert.deepEqual(
    lines.slice(1, 4).map((line) => line.trim().split(/\s+/, 1)[0]),
    ['unit', 'journeys', 'whole'],
  );
});

test('a stage that throws is a failure that says why', async (context) => {
  const log = context.mock.method(console, 'log', () => undefined);
  const tally = new Tally();
  await tally.run('unit', () => Promise.reject(new Error('no runner')));
  assert.equal(tally.total.failed, 1);
  assert.ok(log.mock.calls.some((call) => /FAIL {2}Error: no runner/.test(call.arguments[0])));
});

test('a stage over its budget is said plainly, and the others are not', () => {
  const lines = describeTimes([
    ['unit', 119.7],
    ['soak', 75.2],
  ]);
  assert.deepEqual(lines, [
    'Time',
    '  unit          120 s of 180 s',
    '  soak           75 s of  60 s',
    'over budget: soak took 75 s instead of at most 60 s',
  ]);
});

test('every stage has a budget', () => {
  const lines = describeTimes(['setup', 'build', 'check', ...stageNames, 'whole'].map((name) => [name, 0.4]));
  assert.deepEqual(
    lines.filter((line) => /of +0 s/.test(line) || /over/.test(line)),
    [],
  );
});
