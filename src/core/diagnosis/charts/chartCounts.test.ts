import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noNodes } from '../../../../test/builders/nodeCounts.ts';
import { renderChart } from '../report/renderChart.ts';
import { chartNodeCounts, listNodeSeries } from './chartNodeCounts.ts';
import { chartTaskCounts } from './chartTaskCounts.ts';

test('tasks of a job are drawn by state as the service counts them', () => {
  const chart = chartTaskCounts('train', { active: 4, running: 2, completed: 58, succeeded: 40, failed: 18 });
  assert.ok(chart !== undefined);
  assert.equal(renderChart(chart), '- train (failed: 18, running: 2, waiting: 4, succeeded: 40)');
});

test('a job without tasks, or whose tasks were not counted, has nothing to draw', () => {
  assert.equal(chartTaskCounts('a', { active: 0, running: 0, completed: 0, succeeded: 0, failed: 0 }), undefined);
  assert.equal(chartTaskCounts('a', undefined), undefined);
});

test('nodes of a pool are drawn in the states that some of them are in', () => {
  const dedicated = { ...noNodes, idle: 3, startTaskFailed: 2, total: 5 };
  const chart = chartNodeCounts({ poolId: 'p', dedicated, lowPriority: { ...noNodes, preempted: 1, total: 1 } });
  assert.ok(chart !== undefined);
  assert.deepEqual(renderChart(chart).split('\n'), [
    '- Dedicated nodes (start task failed: 2, idle: 3)',
    '- Spot (low-priority) nodes (preempted: 1)',
  ]);
});

test('a pool without nodes, or whose nodes were not counted, has nothing to draw', () => {
  assert.equal(chartNodeCounts({ poolId: 'p', dedicated: noNodes, lowPriority: noNodes }), undefined);
  assert.equal(chartNodeCounts(undefined), undefined);
});

test('no node is counted twice or left out, whatever its state', () => {
  const states = Object.keys(noNodes).filter((state) => state !== 'total');
  for (const state of [...states, 'upgradingOS', 'deallocated', 'deallocating']) {
    const counts = { poolId: 'p', dedicated: { ...noNodes, [state]: 7, total: 7 } };
    const counted = listNodeSeries().reduce((sum, { count }) => sum + count(counts), 0);
    assert.equal(counted, 7, state);
  }
});
