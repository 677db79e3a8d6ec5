import assert from 'node:assert/strict';
import { test } from 'node:test';
import { otherWord } from '../../../test/builders/otherWord.ts';
import { toCreated, toDefinition, toJobCopy, toNumberedId } from './resubmit.ts';

test('a definition contains what was submitted', () => {
  const task = {
    id: 'frame-1',
    url: 'https://a/jobs/j/tasks/frame-1',
    state: 'completed',
    commandLine: 'render 1',
    constraints: { maxTaskRetryCount: 2 },
    executionInfo: { exitCode: 1 },
    nodeInfo: { nodeId: 'n' },
  } as const;
  assert.deepEqual(toDefinition(task), {
    id: 'frame-1',
    commandLine: 'render 1',
    constraints: { maxTaskRetryCount: 2 },
  });
});

test('the copy of a job accepts tasks, although the job would end with its last task', () => {
  const jobManagerTask = { id: 'manager', commandLine: 'submit' };
  const poolInfo = { poolId: 'p' };
  const job = { id: 'film', state: 'completed', onAllTasksComplete: 'terminatejob', jobManagerTask, poolInfo } as const;
  assert.deepEqual(toJobCopy(job, 'film-2'), { id: 'film-2', poolInfo: { poolId: 'p' } });
});

test('a job that would end before its tasks are added is set to end afterward, whatever the case in its definition', () => {
  // A user's definition has not been parsed like a job from the service.
  const job = { id: 'film', onAllTasksComplete: otherWord('TerminateJob'), poolInfo: { poolId: 'p' } };
  const created = { id: 'film', poolInfo: { poolId: 'p' } };
  assert.deepEqual(toCreated(job, true), { job: created, onAllTasksComplete: 'terminatejob' });
  assert.deepEqual(toCreated({ ...job, onAllTasksComplete: 'noaction' }, true), { job: created });
  assert.deepEqual(toCreated(job, false), { job });
});

test('the ID of a resubmission is new and short enough', () => {
  assert.equal(toNumberedId('frame-1', 3), 'frame-1-3');
  assert.equal(toNumberedId('x'.repeat(64), 2), `${'x'.repeat(62)}-2`);
});
