import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeTimes, limitStage } from './budgets.mjs';
import { stageNames } from './kinds.mjs';
import { formatCounts, Tally } from './tally.mjs';

test('the results of stages are added up, and tests that needed a second run are named at the end', async (context) => {
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

test('a stage that throws is a failure with the reason', async (context) => {
  const log = context.mock.method(console, 'log', () => undefined);
  const tally = new Tally();
  await tally.run('unit', () => Promise.reject(new Error('no runner')));
  assert.equal(tally.total.failed, 1);
  assert.ok(log.mock.calls.some((call) => /FAIL {2}Error: no runner/.test(call.arguments[0])));
});

test('a stage that exceeded its budget of processor time is named, and a slow stage is not', () => {
  const times = [
    {
      name: 'unit',
      seconds: 900,
      processorS: 119.7,
      ms: { 'a.test.ts': 1000, 'b.test.ts': 61_400, 'c.test.ts': 2000 },
      fileS: { 'a.test.ts': 90, 'c.test.ts': 1 },
    },
    { name: 'soak', seconds: 75, processorS: 200.4 },
    { name: 'build', seconds: 8, processorS: 12 },
    { name: 'whole', seconds: 400 },
  ];
  const lines = describeTimes(times, true);
  assert.deepEqual(
    lines.map((line) => line.trim().replaceAll(/ +/g, ' ')),
    [
      'Time',
      'unit 900 s 120 of 380 s of processor time',
      'soak 75 s 200 of 60 s of processor time',
      'build 8 s 12 s of processor time',
      'whole 400 s',
      'Dearest files',
      '1 s 90 s of processor time a.test.ts',
      '2 s 1 s of processor time c.test.ts',
      '61 s b.test.ts',
      'over budget: soak used 200 of 60 s of processor time',
    ],
  );
});

test('a run with the files of all days exceeds no budget', () => {
  const lines = describeTimes([{ name: 'soak', seconds: 75, processorS: 200.4 }], false);
  assert.ok(!lines.some((line) => line.startsWith('over budget')), lines.join('\n'));
});

test('every stage has a budget and a limit', () => {
  for (const stage of stageNames) {
    const { processorS, hangS } = limitStage(stage);
    assert.ok(processorS > 0 && hangS > processorS, stage);
  }
});
