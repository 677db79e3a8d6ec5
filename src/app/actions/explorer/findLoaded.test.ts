import assert from 'node:assert/strict';
import { test } from 'node:test';
import { otherWord } from '../../../../test/builders/otherWord.ts';
import { snapshot } from '../../../../test/builders/snapshot.ts';
import type { ComputeNode } from '../../../core/model/computeNode.ts';
import { findLoaded, toFoundJob, toFoundSchedule } from './findLoaded.ts';
import { parseFindText } from './findText.ts';
import { type Focus, type Found, toDistinctFound, toFocus, toFoundName } from './found.ts';

const nodes: readonly ComputeNode[] = Array.from({ length: 12 }, (_, index) => ({
  id: `tvmps_${String(index).padStart(2, '0')}aabbcc_d`,
  state: 'idle',
  allocationTime: `2026-11-20T09:00:${String(index).padStart(2, '0')}Z`,
}));

const known = snapshot()
  .with({ kind: 'pools' }, [{ id: 'gpu' }, { id: 'cpu-7' }])
  .with({ kind: 'nodes', poolId: 'gpu' }, nodes)
  .with({ kind: 'jobs' }, [{ id: 'night-7', state: 'active' }, { id: '7-days' }, { id: 'other' }])
  .with({ kind: 'jobSchedules' }, [{ id: 'weekly-7' }])
  .with({ kind: 'tasks', jobId: 'other', group: 'running' }, [{ id: 'Task-7' }, { id: 'task-8' }])
  .with({ kind: 'failures', jobId: 'night-7' }, [{ id: 'task-77' }])
  .build();
const accountId = known.account.id;

type Kind = Found['resource']['kind'];
type FoundNames = { readonly [K in Kind]?: readonly string[] };

/** Returns the names of the found items, by kind. */
function find(typed: string, focus: Focus = {}): FoundNames {
  const found: { [K in Kind]?: string[] } = {};
  for (const one of findLoaded(parseFindText(typed), known, focus).found) {
    found[one.resource.kind] = [...(found[one.resource.kind] ?? []), toFoundName(one)];
  }
  return found;
}

test('a found schedule in a state that only jobs can have has unknown severity', () => {
  const { account } = known;
  assert.equal(toFoundJob(account, { id: 'j', state: 'disabling' }).state?.severity, 'transition');
  assert.equal(toFoundSchedule(account, { id: 's', state: otherWord('disabling') }).state?.severity, 'unknown');
});

test('loaded items are found by any part of their ID, with prefix matches first', () => {
  assert.deepEqual(find('7'), {
    job: ['7-days', 'night-7'],
    pool: ['cpu-7'],
    jobSchedule: ['weekly-7'],
    task: ['Task-7', 'task-77'],
  });
  assert.deepEqual(find('task-7'), { task: ['Task-7', 'task-77'] });
});

test('a job is found with the state that the explorer shows, which is unknown until its tasks are counted', () => {
  const counted = snapshot()
    .with({ kind: 'jobs' }, [
      { id: 'j-bad', state: 'active' },
      { id: 'j-new', state: 'active' },
    ])
    .withTaskCounts('j-bad', { failed: 1 })
    .build();
  const { found } = findLoaded(parseFindText('j-'), counted, {});
  assert.deepEqual(
    found.map(({ state }) => [state?.label, state?.severity]),
    [
      ['active', 'error'],
      ['active', 'unknown'],
    ],
  );
  assert.equal(toFoundJob(counted.account, { id: 'elsewhere', state: 'active' }).state?.severity, 'unknown');
});

test('a node is found by its name, by its ID, and, if its pool has the focus, by its number', () => {
  const pool = toFocus([{ kind: 'node', accountId, poolId: 'gpu', nodeId: 'any' }]);
  assert.deepEqual(find('node 7'), { node: ['node 7'] });
  assert.deepEqual(find('Node 1'), { node: ['node 1', 'node 10', 'node 11', 'node 12'] });
  assert.deepEqual(find('tvmps_06'), { node: ['node 7'] });
  assert.deepEqual(find('7', pool).node, ['node 7']);
  assert.equal(find('7', toFocus([{ kind: 'pool', accountId, poolId: 'cpu-7' }])).node, undefined);
  assert.equal(find('7', toFocus([{ kind: 'pool', accountId: 'another', poolId: 'gpu' }])).node, undefined);
});

test('a task ID combined with a job finds the task only in that job', () => {
  assert.deepEqual(find('other/task'), { task: ['Task-7', 'task-8'] });
  assert.deepEqual(find('night-7/task-7'), { task: ['task-77'] });
  assert.deepEqual(find('unknown/task-7'), {});
});

test('only a limited number of matches is returned, the best first, with a flag that there are more', () => {
  const all = find('node').node ?? [];
  assert.equal(all.length, 10);
  assert.equal(all[0], 'node 1');
  const hasMore = (typed: string): boolean => findLoaded(parseFindText(typed), known, {}).hasMore;
  assert.deepEqual([hasMore('node'), hasMore('node 7'), hasMore('7')], [true, false, false]);
});

test('an item that matches in two ways is found once', () => {
  const [job] = findLoaded(parseFindText('night'), known, {}).found;
  assert.ok(job);
  assert.deepEqual(toDistinctFound([job, { ...job }]), [job]);
});
