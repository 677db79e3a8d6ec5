import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failedTasksOf } from '../../../../test/builders/failedTasks.ts';
import type { Task } from '../../model/task.ts';
import type { Chart } from '../explanation/chart.ts';
import { chartFailuresOverTime } from './chartFailuresOverTime.ts';

const minuteMs = 60_000;

function failAt(...times: readonly (string | undefined)[]): ReturnType<typeof failedTasksOf> {
  const tasks = times.map(
    (endTime, index): Task => ({
      id: `t${index + 1}`,
      state: 'completed',
      executionInfo: { result: 'failure', exitCode: 1, ...(endTime === undefined ? {} : { endTime }) },
    }),
  );
  return failedTasksOf('a', tasks);
}

function draw(times: readonly (string | undefined)[], until?: string): Chart | undefined {
  const failures = failAt(...times);
  const groups = [{ name: 'failed', look: 'failed', failures, isComplete: true } as const];
  return chartFailuresOverTime(groups, until === undefined ? undefined : Date.parse(until));
}

const count = (chart: Chart | undefined): readonly (number | undefined)[] =>
  chart?.rows.map(({ values }) => values[0]?.count) ?? [];

test('failures are counted in spans that begin at full minutes, including empty spans', () => {
  const chart = draw(['2026-11-20T09:00:10Z', '2026-11-20T09:00:50Z', '2026-11-20T09:03:00Z']);
  assert.equal(chart?.stepMs, minuteMs);
  assert.deepEqual(count(chart), [2, 0, 0, 1]);
  assert.deepEqual(
    chart?.rows.map(({ label }) => label),
    ['Nov 20, 2026, 09:00 UTC', 'Nov 20, 2026, 09:01 UTC', 'Nov 20, 2026, 09:02 UTC', 'Nov 20, 2026, 09:03 UTC'],
  );
});

test('a span links to its first failure', () => {
  const chart = draw(['2026-11-20T09:00:50Z', '2026-11-20T09:00:10Z', '2026-11-20T09:03:00Z']);
  assert.deepEqual(
    chart?.rows.map(({ leadsToName }) => leadsToName),
    ['t2', undefined, undefined, 't3'],
  );
});

test('while failures continue to occur, the chart extends until now', () => {
  const chart = draw(['2026-11-20T09:00:00Z', '2026-11-20T09:01:00Z'], '2026-11-20T09:04:30Z');
  assert.deepEqual(count(chart), [1, 1, 0, 0, 0]);
  assert.equal(chart?.isGoingOn, true);
});

test('the number of spans is limited, however far apart failures are', () => {
  for (const last of ['2026-11-20T09:50:00Z', '2026-11-21T10:00:00Z', '2027-02-01T00:00:00Z', '2126-11-20T09:00:00Z']) {
    const chart = draw(['2026-11-20T09:00:00Z', last]);
    assert.ok((chart?.rows.length ?? 0) <= 8, `${chart?.rows.length} until ${last}`);
    assert.equal(
      count(chart).reduce((sum: number, one) => sum + (one ?? 0), 0),
      2,
      last,
    );
  }
});

test('failures within one span need no chart', () => {
  assert.equal(draw(['2026-11-20T09:00:10Z', '2026-11-20T09:00:50Z']), undefined);
  assert.equal(draw(['2026-11-20T09:00:10Z']), undefined);
  assert.equal(draw([]), undefined);
});

test('the number of failures without a time is reported', () => {
  const chart = draw(['2026-11-20T09:00:10Z', undefined, '2026-11-20T09:03:00Z']);
  assert.deepEqual(count(chart), [1, 0, 0, 1]);
  assert.deepEqual(chart?.notes, ["1 failure isn't shown because its time is unknown."]);
});

test('causes are counted side by side in the same spans', () => {
  const [one, two, three] = failAt('2026-11-20T09:00:00Z', '2026-11-20T09:02:00Z', '2026-11-20T09:02:30Z');
  assert.ok(one && two && three);
  const chart = chartFailuresOverTime([
    { name: 'first', look: 'failed', failures: [one, two], isComplete: true },
    { name: 'second', look: 'second', failures: [three], isComplete: false },
  ]);
  assert.deepEqual(
    chart?.rows.map(({ values }) => values.map((value) => value?.count)),
    [
      [1, 0],
      [0, 0],
      [1, 1],
    ],
  );
  assert.deepEqual(
    chart?.rows[2]?.values.map((value) => value?.isComplete),
    [true, false],
    'of the second there may be more',
  );
});
