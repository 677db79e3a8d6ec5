import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { contoso } from '../../../test/fakes/contoso.ts';
import { fakeBatchService } from '../../../test/fakes/fakeBatchService.ts';
import type { Explanation } from '../../core/diagnosis/explanation/explanation.ts';
import { BatchError } from '../../core/model/batchError.ts';
import type { Resubmission, ShownResubmission } from '../../core/model/resubmission.ts';
import type { Task } from '../../core/model/task.ts';
import { readResubmitted, withResubmitted } from './resubmitted.ts';

const toResubmission = (taskId: string, outcome?: Resubmission['outcome']): Resubmission => ({
  at: '2026-01-01T10:00:00Z',
  jobId: 'frames',
  taskId,
  ...(outcome && { outcome }),
});
const tasks: Readonly<Record<string, Omit<Task, 'id'>>> = {
  waits: { state: 'active' },
  runs: { state: 'running' },
  fails: { state: 'completed', executionInfo: { exitCode: 1, result: 'failure' } },
  works: { state: 'completed', executionInfo: { exitCode: 0, result: 'success' } },
};

/** Returns what a page shows about the resubmissions, and the requested tasks. */
async function read(...resubmissions: readonly Resubmission[]) {
  const asked: string[] = [];
  const service = fakeBatchService({
    tasks: {
      getTask: async (_jobId, id) => {
        asked.push(id);
        const task = tasks[id];
        if (task === undefined) throw new BatchError({ code: 'TaskNotFound', message: 'gone', status: 404 });
        return { id, ...task };
      },
    },
  });
  const settled: string[] = [];
  const settle = async (some: readonly Resubmission[]): Promise<void> => {
    for (const { taskId, outcome } of some) if (outcome !== undefined) settled.push(`${taskId} ${outcome}`);
  };
  const { all, following } = await readResubmitted({ account: contoso, service }, resubmissions, { settle });
  const shown = all.map(({ taskId, outcome, now }) => [taskId, outcome ?? now]);
  return { shown, asked, settled, following: following.map(({ resource }) => resource.taskId) };
}

suite('outcomes of resubmitted tasks', () => {
  test('resubmitted tasks that are known to have ended are shown with their results, without a request', async () => {
    const { shown, asked, following } = await read(toResubmission('old', 'failed'), toResubmission('runs'));
    assert.deepEqual(shown, [
      ['runs', 'running'],
      ['old', 'failed'],
    ]);
    assert.deepEqual([asked, following], [['runs'], ['runs']]);
  });

  test('resubmitted tasks that have not ended are listed first, and a page follows them', async () => {
    const { shown, settled, following } = await read(
      ...['works', 'waits', 'fails', 'runs'].map((id) => toResubmission(id)),
    );
    assert.deepEqual(settled, ['works succeeded', 'fails failed'], 'lists show what a page has found');
    assert.deepEqual(shown, [
      ['waits', 'waiting'],
      ['runs', 'running'],
      ['works', 'succeeded'],
      ['fails', 'failed'],
    ]);
    assert.deepEqual(following, ['waits', 'runs']);
  });

  test('a resubmitted task that cannot be requested is shown as before', async () => {
    const { shown, following } = await read(toResubmission('gone'));
    assert.deepEqual(shown, [['gone', undefined]]);
    assert.deepEqual(following, []);
  });
});

test('a page offers no resubmission while all resubmitted tasks are unfinished, or after they succeeded', () => {
  const explanation: Explanation = {
    category: 'other',
    title: 'a failed',
    cause: '',
    evidence: [],
    fixes: [{ text: 'Submit the task again with Fix and Resubmit.', remedies: ['failures.resubmit'] }],
    remedies: ['failures.resubmit', 'task.openStderr'],
    confidence: 'certain',
    fingerprint: 'v1:x',
  };
  const again = toResubmission('runs');
  const said = (resubmitted: readonly ShownResubmission[], count = 1) => {
    const { fixes, remedies } = withResubmitted(explanation, resubmitted, count);
    return [fixes[0]?.text, remedies];
  };
  assert.deepEqual(said([{ ...again, now: 'running' }]), [
    "Wait for 1 resubmitted task that hasn't ended.",
    ['task.openStderr'],
  ]);
  assert.deepEqual(said([{ ...again, outcome: 'succeeded' }]), [
    'There is nothing left to do: the task was resubmitted with a different ID and succeeded. Delete the first run if you no longer need it.',
    ['task.openStderr'],
  ]);
  assert.deepEqual(
    said(
      [
        { ...again, outcome: 'succeeded' },
        { ...again, now: 'running' },
      ],
      2,
    ),
    ["Wait for 1 resubmitted task that hasn't ended.", ['task.openStderr']],
  );
  const unchanged = [explanation.fixes[0]?.text, explanation.remedies];
  assert.deepEqual(said([{ ...again, now: 'running' }], 2), unchanged, 'of another task nothing was submitted');
  assert.deepEqual(said([{ ...again, outcome: 'succeeded' }], 2), unchanged, 'of another task nothing was submitted');
  assert.deepEqual(said([{ ...again, outcome: 'failed' }]), unchanged);
  assert.deepEqual(said([]), unchanged);
});
