import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failedTasksOf } from '../../../../test/builders/failedTasks.ts';
import { logsAreGone } from '../../../../test/builders/logsAreGone.ts';
import { renderChart } from '../../../../test/builders/renderExplanation.ts';
import type { TaskCounts } from '../../model/job.ts';
import type { Task } from '../../model/task.ts';
import { doAtOnce } from '../../work.ts';
import type { Cause } from '../causes/causes.ts';
import type { Failing } from '../causes/failing.ts';
import { CauseExplainer } from './causeExplainer.ts';
import { chartPlaces, describeUnknownCounts, type SucceededEvidence } from './chartPlaces.ts';

const failed = (id: string, nodeId: string): Task => ({
  id,
  state: 'completed',
  nodeInfo: { poolId: 'p', nodeId },
  executionInfo: { result: 'failure', exitCode: 139, endTime: '2026-11-20T09:00:00Z' },
});
const succeeded = (id: string, nodeId: string): Task => ({
  id,
  state: 'completed',
  nodeInfo: { poolId: 'p', nodeId },
  executionInfo: { result: 'success', exitCode: 0, endTime: '2026-11-20T09:00:00Z' },
});
const counts = (succeededTasks: number): TaskCounts => ({
  active: 0,
  running: 0,
  completed: succeededTasks + 3,
  succeeded: succeededTasks,
  failed: 3,
});

function makeCause(jobs: Readonly<Record<string, readonly Task[]>>): Cause {
  const failing = Object.entries(jobs).flatMap(([jobId, tasks]) => failedTasksOf(jobId, tasks));
  const [cause] = doAtOnce(new CauseExplainer(logsAreGone).explain(failing)).causes;
  assert.ok(cause !== undefined);
  return cause;
}

const cause = makeCause({ a: [failed('t1', 'n1'), failed('t2', 'n1'), failed('t3', 'n2')] });

function listRows(of: Cause, evidence: SucceededEvidence): readonly string[] {
  return chartPlaces(of, evidence).flatMap((chart) =>
    renderChart(chart)
      .split('\n')
      .filter((line) => line.startsWith('- ')),
  );
}

test('failed tasks are compared with succeeded tasks in the same job and node, which name the only pool', () => {
  const read = { jobId: 'a', tasks: [succeeded('s1', 'n1'), succeeded('s2', 'n2'), succeeded('s2', 'n2')] };
  const evidence = { counts: new Map([['a', counts(2)]]), read };
  assert.deepEqual(listRows(cause, evidence), [
    '- a (failed with this cause: 3, succeeded: 2)',
    '- node n1 (failed with this cause: 2, succeeded: 1)',
    '- node n2 (failed with this cause: 1, succeeded: 1)',
  ]);
  assert.deepEqual(describeUnknownCounts(chartPlaces(cause, evidence), evidence), []);
});

test('if not all succeeded tasks were read, the chart says so, and no successes are invented', () => {
  const evidence = { counts: new Map([['a', counts(40)]]), read: { jobId: 'a', tasks: [succeeded('s1', 'n1')] } };
  assert.deepEqual(listRows(cause, evidence), [
    '- a (failed with this cause: 3, succeeded: 40)',
    '- node n1 (failed with this cause: 2, succeeded: ≥ 1)',
    '- node n2 (failed with this cause: 1, succeeded: unknown)',
  ]);
  assert.match(
    describeUnknownCounts(chartPlaces(cause, evidence), evidence)[0]?.text ?? '',
    /^Not all .* For nodes, only the tasks in job a that were read/,
  );
});

test('if tasks were neither read nor counted, the number of successes is unknown', () => {
  assert.deepEqual(listRows(cause, {})[0], '- a (failed with this cause: 3, succeeded: unknown)');
});

test('for a cause in several jobs, reading all tasks of one job is not enough to compare places', () => {
  const both = makeCause({ a: [failed('t1', 'n1')], b: [failed('t1', 'n1')] });
  const read = { jobId: 'a', tasks: [succeeded('s1', 'n1')] };
  const rows = listRows(both, {
    counts: new Map([
      ['a', counts(1)],
      ['b', counts(7)],
    ]),
    read,
  });
  assert.deepEqual(rows, [
    '- a (failed with this cause: 1, succeeded: 1)',
    '- b (failed with this cause: 1, succeeded: 7)',
    '- node n1 (failed with this cause: 2, succeeded: ≥ 1)',
  ]);
});

test('successes in a job that fails in several pools are not attributed to any of these pools', () => {
  const elsewhere: Task = { ...failed('t2', 'n9'), nodeInfo: { poolId: 'q', nodeId: 'n9' } };
  const moved = makeCause({ a: [failed('t1', 'n1'), elsewhere], b: [failed('t1', 'n1')] });
  const evidence = {
    counts: new Map([
      ['a', counts(5)],
      ['b', counts(7)],
    ]),
  };
  assert.deepEqual(listRows(moved, evidence).slice(2, 4), [
    '- p (failed with this cause: 2, succeeded: ≥ 7)',
    '- q (failed with this cause: 1, succeeded: unknown)',
  ]);
});

test('places with the most failures are listed first, and places beyond the limit are added up', () => {
  const tasks = Array.from({ length: 12 }, (_, node) =>
    Array.from({ length: node + 1 }, (_each, index) => failed(`t${node}-${index}`, `n${node}`)),
  );
  const nodes = chartPlaces(makeCause({ a: tasks.flat() }), {})[1];
  assert.equal(nodes?.rows.length, 8);
  assert.deepEqual(nodes?.rows[0]?.values[0], { count: 12, isComplete: true });
  assert.equal(nodes?.rows.at(-1)?.label, '5 other nodes');
  assert.deepEqual(nodes?.rows.at(-1)?.values, [{ count: 15, isComplete: true }, undefined]);
});

test('jobs with waiting tasks do not count as failed', () => {
  const waiting = {
    tasks: [{ id: 't', state: 'active', requiredSlots: 4 }],
    counts: undefined,
    pool: { id: 'p' },
  } as const;
  const makeStuck = (jobId: string): Failing => ({
    kind: 'job',
    resource: { kind: 'job', accountId: 'a', jobId },
    at: undefined,
    job: { id: jobId, state: 'active', poolInfo: { poolId: 'p' } },
    preparation: [],
    waiting,
    quotas: undefined,
  });
  const listFor = (...jobs: readonly string[]) => {
    const [found] = doAtOnce(new CauseExplainer(logsAreGone).explain(jobs.map(makeStuck))).causes;
    return listRows(found ?? assert.fail(), {});
  };
  assert.deepEqual(listFor('wide', 'wider'), [
    '- wide (held up by this cause: 1)',
    '- wider (held up by this cause: 1)',
    '- p (held up by this cause: 2)',
  ]);
  // The place of a single job is not mentioned.
  assert.deepEqual(listFor('wide'), ['- p (held up by this cause: 1)']);
});
