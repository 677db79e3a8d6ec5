import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ComputeNode } from '../../model/computeNode.ts';
import type { Pool } from '../../model/pool.ts';
import type { Task } from '../../model/task.ts';
import { explainTask } from '../explainTask.ts';

function ran(id: string, minute: number, exitCode: number, nodeId = 'n1'): Task {
  const startTime = new Date(Date.parse('2026-11-20T09:00:00Z') + minute * 60_000).toISOString();
  return {
    id,
    state: 'completed',
    nodeInfo: { poolId: 'cpu', nodeId },
    executionInfo: { startTime, exitCode, result: exitCode === 0 ? 'success' : 'failure' },
  };
}

const good = [ran('a', 0, 0), ran('b', 2, 0), ran('c', 4, 0)];
const bad = [ran('d', 12, 1), ran('e', 14, 1), ran('f', 16, 1)];
const all = [...good, ...bad];
const pool: Pool = { id: 'cpu', lastModified: '2026-11-20T09:10:00Z' };

interface Around {
  readonly tasks?: readonly Task[];
  readonly pool?: Pool;
  readonly node?: ComputeNode;
  readonly task?: string;
}

function explainChanges({ tasks = all, task = 'f', ...around }: Around): readonly string[] {
  const own = tasks.find(({ id }) => id === task) ?? assert.fail();
  const { evidence } = explainTask({ task: own, siblings: tasks, ...around });
  return evidence.flatMap(({ text }) => (/ (?:changed|was (?:restarted|updated)) on /.test(text) ? [text] : []));
}

test('a change between the last success and the later failures is described with numbers', () => {
  assert.deepEqual(explainChanges({ pool }), [
    'The settings or size of pool cpu changed on Nov 20, 2026, 09:10 UTC. 3 of 3 tasks succeeded before that, and none of 3 since.',
  ]);
});

test('for a node, only the tasks that ran on it count', () => {
  const node: ComputeNode = {
    id: 'n1',
    lastBootTime: '2026-11-20T09:11:00Z',
    nodeAgentInfo: { version: '1.9.28', lastUpdateTime: '2026-11-20T09:11:30Z' },
  };
  const elsewhere = [ran('x', 20, 0, 'n2'), ran('y', 21, 0, 'n2')];
  assert.deepEqual(explainChanges({ tasks: [...all, ...elsewhere], node, pool }), [
    'Its node was restarted on Nov 20, 2026, 09:11 UTC. 3 of 3 tasks succeeded before that, and none of 3 since.',
    "Its node's agent was updated on Nov 20, 2026, 09:11:30 UTC. 3 of 3 tasks succeeded before that, and none of 3 since.",
  ]);
});

test('failures that occur only late are not evidence', () => {
  assert.deepEqual(explainChanges({}), [], 'nothing changed');
  assert.deepEqual(explainChanges({ pool: { ...pool, lastModified: '2026-11-20T08:00:00Z' } }), [], 'changed before');
  assert.deepEqual(explainChanges({ pool: { ...pool, lastModified: '2026-11-20T09:15:00Z' } }), [], 'changed after');
  assert.deepEqual(explainChanges({ pool: { ...pool, enableAutoScale: true } }), [], 'changed by its formula');
  assert.deepEqual(explainChanges({ tasks: [...all, ran('g', 20, 0)], pool }), [], 'a task succeeded since');
  assert.deepEqual(explainChanges({ tasks: all.slice(1), pool }), [], 'two that succeeded');
  const mostFailed = [...all, ...[0, 1, 2, 3].map((minute) => ran(`h${minute}`, minute, 1))];
  assert.deepEqual(explainChanges({ tasks: mostFailed, pool }), [], 'most failed before, too');
});
