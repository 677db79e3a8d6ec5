import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RunResult } from '../../model/common.ts';
import type { RecentTask } from '../../model/computeNode.ts';
import type { Task } from '../../model/task.ts';
import type { KnownOf } from '../../model/words.ts';
import { explainTask } from '../explainTask.ts';

const task: Task = {
  id: 't',
  state: 'completed',
  nodeInfo: { poolId: 'p', nodeId: 'n1' },
  executionInfo: { exitCode: 1, result: 'failure' },
};
const diskFull = 'OSError: [Errno 28] No space left on device\n';
const badInput = 'json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)\n';

function recent(result: KnownOf<RunResult>, count: number): readonly RecentTask[] {
  return Array.from({ length: count }, (_, index) => ({
    jobId: 'j',
    taskId: `${result}-${index}`,
    taskState: 'completed',
    executionInfo: { result },
  }));
}

const worksElsewhere: readonly Task[] = ['a', 'b', 'c'].map((id) => ({
  ...task,
  id,
  nodeInfo: { poolId: 'p', nodeId: 'n2' },
  executionInfo: { exitCode: 0, result: 'success' },
}));

function explainHistory(recentTasks: readonly RecentTask[], stderr: string, siblings: readonly Task[] = []): string {
  const node = {
    id: 'n1',
    recentTasks: [...recentTasks, { jobId: 'j', taskId: 't', executionInfo: { result: 'failure' } }],
  };
  const { evidence } = explainTask({ task, job: { id: 'j' }, node, stderr, stdout: '', siblings });
  return evidence.flatMap(({ text, source }) => (source === 'recentTasks' ? [text] : [])).join('\n');
}

test('a node on which other tasks fail too is described with numbers', () => {
  assert.equal(
    explainHistory([...recent('failure', 5), ...recent('success', 1)], badInput, worksElsewhere),
    'Of the 6 other tasks that most recently ended on this node, 5 failed too.',
  );
});

test('successes of other tasks on a node are mentioned only if the node might be to blame', () => {
  assert.equal(
    explainHistory(recent('success', 9), diskFull),
    'The 9 other tasks that most recently ended on this node succeeded.',
  );
  assert.equal(explainHistory(recent('success', 9), badInput), '');
});

test('a few tasks, running tasks, and a job that fails everywhere are no reason to blame a node', () => {
  assert.equal(explainHistory(recent('failure', 2), badInput, worksElsewhere), '');
  const running = recent('failure', 5).map(({ executionInfo: _, ...other }) => ({
    ...other,
    taskState: 'running' as const,
  }));
  assert.equal(explainHistory(running, badInput, worksElsewhere), '');
  assert.equal(explainHistory([...recent('failure', 3), ...recent('success', 3)], badInput, worksElsewhere), '');
  const elsewhere = ['a', 'b', 'c'].map((id) => ({ ...task, id, nodeInfo: { poolId: 'p', nodeId: 'n2' } }));
  assert.equal(explainHistory(recent('failure', 5), badInput, elsewhere), '');
  assert.equal(explainHistory(recent('failure', 5), badInput), '', 'no other node is known');
});
