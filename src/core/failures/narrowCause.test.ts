import assert from 'node:assert/strict';
import { test } from 'node:test';
import { logsAreGone } from '../../../test/builders/logsAreGone.ts';
import { CauseExplainer } from '../diagnosis/account/causeExplainer.ts';
import type { Failing } from '../diagnosis/causes/failing.ts';
import { noCoreHours } from '../impact/coreHours.ts';
import { sortByHarm } from '../impact/harmOrder.ts';
import { doAtOnce } from '../work.ts';
import { findPoolId, narrowCause } from './narrowCause.ts';

/** Returns a node whose start task failed while tasks of a job wait for it. */
function toBroken(poolId: string, jobId: string, waiting: number): Failing {
  const nodeId = `${poolId}-1`;
  return {
    kind: 'node',
    resource: { kind: 'node', accountId: 'a', poolId, nodeId },
    at: poolId === 'gpu' ? '2026-11-20T09:00:00Z' : '2026-11-20T08:00:00Z',
    node: { id: nodeId, state: 'starttaskfailed', startTaskInfo: { state: 'completed', exitCode: 139 } },
    pool: undefined,
    blocks: { tasks: new Map([[jobId, waiting]]), nodes: 0 },
  };
}

function toSegfault(taskId: string): Failing {
  const task = { id: taskId, state: 'completed', executionInfo: { result: 'failure', exitCode: 137 } } as const;
  const resource = { kind: 'task', accountId: 'a', jobId: 'frames', taskId } as const;
  return { kind: 'task', resource, at: '2026-11-20T09:10:00Z', task, job: undefined, pool: undefined };
}

const failing = [
  toBroken('gpu', 'train', 24),
  toBroken('cpu', 'render', 1),
  ...['a', 'b', 'c', 'd'].map((id) => toSegfault(id)),
];
const { causes } = doAtOnce(new CauseExplainer(logsAreGone).explain(failing));

test('the rest of a cause is described by its number, place, times, and harm', () => {
  const [whole] = causes;
  assert.ok(whole);
  assert.deepEqual(whole.harm, {
    lost: 2,
    waiting: { count: 25, isComplete: true },
    missing: 0,
    coreHours: { hours: 0, isComplete: true },
    total: 27,
  });
  const part = narrowCause(whole, ({ failing: one }) => findPoolId(one) === 'cpu');
  assert.deepEqual(part?.harm, {
    lost: 1,
    waiting: { count: 1, isComplete: true },
    missing: 0,
    coreHours: noCoreHours,
    total: 2,
  });
  const { count, nodes, firstSeen, lastSeen } = part.cluster;
  assert.deepEqual({ count, nodes }, { count: 1, nodes: ['cpu-1'] });
  assert.deepEqual([firstSeen, lastSeen], ['2026-11-20T08:00:00Z', '2026-11-20T08:00:00Z']);
  assert.equal(
    narrowCause(whole, () => true),
    whole,
  );
  assert.equal(
    narrowCause(whole, () => false),
    undefined,
  );
});

test('the rest of causes is sorted by harm', () => {
  const parts = causes.flatMap(
    (cause) => narrowCause(cause, ({ failing: one }) => one.kind === 'task' || findPoolId(one) === 'cpu') ?? [],
  );
  assert.deepEqual(
    parts.map(({ harm }) => harm.total),
    [2, 4],
  );
  assert.deepEqual(
    sortByHarm(parts).map(({ harm }) => harm.total),
    [4, 2],
  );
});
