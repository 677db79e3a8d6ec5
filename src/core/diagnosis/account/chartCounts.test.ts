import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noNodes } from '../../../../test/builders/nodeCounts.ts';
import { renderChart } from '../../../../test/builders/renderExplanation.ts';
import { areNodesCounted } from '../../model/pool.ts';
import { readPoolNodeCounts } from '../../model/poolShape.ts';
import { readAs } from '../../model/shape.ts';
import { chartTaskCounts } from '../job/jobContext.ts';
import { chartNodeCounts, listNodeSeries } from '../pool/chartNodeCounts.ts';

test('tasks of a job are charted by state, as the service counts them', () => {
  const chart = chartTaskCounts('train', { active: 4, running: 2, completed: 58, succeeded: 40, failed: 18 });
  assert.ok(chart !== undefined);
  assert.equal(renderChart(chart), '- train (failed: 18, running: 2, waiting: 4, succeeded: 40)');
});

test('a job without tasks, or with uncounted tasks, has no chart', () => {
  assert.equal(chartTaskCounts('a', { active: 0, running: 0, completed: 0, succeeded: 0, failed: 0 }), undefined);
  assert.equal(chartTaskCounts('a', undefined), undefined);
});

test('nodes of a pool are charted by the states that occur', () => {
  const dedicated = { ...noNodes, idle: 3, startTaskFailed: 2, total: 5 };
  const chart = chartNodeCounts({ poolId: 'p', dedicated, lowPriority: { ...noNodes, preempted: 1, total: 1 } });
  assert.ok(chart !== undefined);
  assert.deepEqual(renderChart(chart).split('\n'), [
    '- Dedicated nodes (start tasks failed: 2, idle: 3)',
    '- Spot (low-priority) nodes (preempted: 1)',
  ]);
});

test('a pool without nodes, or with uncounted nodes, has no chart', () => {
  assert.equal(chartNodeCounts({ poolId: 'p', dedicated: noNodes, lowPriority: noNodes }), undefined);
  assert.equal(chartNodeCounts(undefined), undefined);
});

test('a missing number is unknown, and the other numbers are still shown', () => {
  const { leavingPool: _, ...dedicated } = { ...noNodes, idle: 3, unusable: 1, total: 4 };
  const { value: counts, damaged } = readAs(readPoolNodeCounts, { poolId: 'p', dedicated });
  assert.ok(counts !== undefined && !damaged);
  const chart = chartNodeCounts(counts);
  assert.equal(chart && renderChart(chart), '- Dedicated nodes (unusable: 1, leaving the pool: unknown, idle: 3)');
  const find = (look: string) =>
    listNodeSeries()
      .find((series) => series.look === look)
      ?.count(counts);
  assert.deepEqual(find('failed'), { count: 1, isComplete: true });
  assert.equal(find('moving'), undefined);
  assert.deepEqual(listNodeSeries()[2]?.count({ poolId: 'p', dedicated: { ...dedicated, starting: 2 } }), {
    count: 2,
    isComplete: false,
  });
  assert.deepEqual(
    [areNodesCounted(counts, 'leavingPool'), areNodesCounted(counts, 'total', 'deallocated')],
    [false, true],
  );
});

test('a pool without a total is charted by its states', () => {
  const { total: _, ...dedicated } = { ...noNodes, idle: 3 };
  const chart = chartNodeCounts({ poolId: 'p', dedicated });
  assert.equal(chart && renderChart(chart), '- Dedicated nodes (idle: 3)');
});

test('no node is counted twice or left out, whatever its state', () => {
  const states = Object.keys(noNodes).filter((state) => state !== 'total');
  for (const state of [...states, 'upgradingOS', 'deallocated', 'deallocating']) {
    const counts = { poolId: 'p', dedicated: { ...noNodes, [state]: 7, total: 7 } };
    const counted = listNodeSeries().reduce((sum, { count }) => sum + (count(counts)?.count ?? 0), 0);
    assert.equal(counted, 7, state);
  }
});
