import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noNodes } from '../../../test/builders/nodeCounts.ts';
import { snapshot } from '../../../test/builders/snapshot.ts';
import type { RunResult } from '../../core/model/common.ts';
import { findBlockedByJob, findBlockedByPool } from './failing.ts';

const nightly = { id: 'nightly', state: 'active', poolInfo: { poolId: 'cpu' }, jobPreparationTask: {} } as const;
const preparation = { kind: 'preparation', jobId: 'nightly' } as const;
const ran = (nodeId: string, result: RunResult) => ({ nodeId, jobPreparationTaskExecutionInfo: { result } });
const waiting = snapshot()
  .with({ kind: 'jobs' }, [nightly, { id: 'other', poolInfo: { poolId: 'gpu' } }])
  .withTaskCounts('nightly', { active: 24 })
  .withTaskCounts('other', { active: 5 });

test('the tasks of a job wait in vain when its preparation fails on every node, and not when it succeeds on one', () => {
  const stuck = waiting.with(preparation, [ran('n1', 'failure'), ran('n2', 'failure')]).build();
  assert.deepEqual(findBlockedByJob(nightly, stuck), { tasks: new Map([['nightly', 24]]), nodes: 0 });
  const slow = waiting.with(preparation, [ran('n1', 'failure'), ran('n2', 'success')]).build();
  assert.deepEqual(findBlockedByJob(nightly, slow), { tasks: new Map(), nodes: 0 });
});

test('a pool keeps tasks waiting when none of its nodes works, and lacks the nodes it did not get', () => {
  const pool = { id: 'cpu', currentDedicatedNodes: 2, targetDedicatedNodes: 42 };
  const broken = (startTaskFailed: number) =>
    waiting.withNodeCounts({ poolId: 'cpu', dedicated: { ...noNodes, startTaskFailed, idle: 2 - startTaskFailed } });
  assert.deepEqual(findBlockedByPool(pool, broken(2).build()), { tasks: new Map([['nightly', 24]]), nodes: 40 });
  assert.deepEqual(findBlockedByPool(pool, broken(1).build()), { tasks: new Map(), nodes: 40 });
});
