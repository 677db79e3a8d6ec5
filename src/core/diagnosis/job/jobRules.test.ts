import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Job } from '../../model/job.ts';
import type { Task } from '../../model/task.ts';
import { explainJob } from '../explainJob.ts';

const active: Job = { id: 'j', state: 'active' };

function failed(id: string, exitCode: number, nodeId = 'n'): Task {
  return {
    id,
    state: 'completed',
    nodeInfo: { nodeId },
    executionInfo: { exitCode, result: exitCode === 0 ? 'success' : 'failure' },
  };
}

test('the most frequent cause leads, the others are counted', () => {
  const { title, category, evidence, remedies } = explainJob({
    job: active,
    tasks: [failed('a', 127), failed('b', 127), failed('c', 139)],
  });
  assert.equal(title, '3 tasks of job j failed, for 2 reasons');
  assert.equal(category, 'missing-program');
  assert.ok(
    evidence.some(({ text }) => text.startsWith('2 tasks:')) && evidence.some(({ text }) => text.startsWith('1 task:')),
  );
  assert.ok(remedies.includes('job.retryFailed'));
});

test('a node that stands out is named', () => {
  const bad = Array.from({ length: 10 }, (_, index) => failed(`bad-${index}`, 1, 'bad'));
  const good = Array.from({ length: 60 }, (_, index) => failed(`good-${index}`, 0, `n${index % 6}`));
  const { evidence, fixes } = explainJob({ job: active, tasks: [...bad, ...good] });
  assert.ok(
    evidence.some(({ text }) => text === 'node bad stands out: 10 of 10 tasks failed there, 0 of 60 elsewhere.'),
  );
  assert.match(fixes[0]?.text ?? '', /Take node bad offline/);
});

test('a preparation task that fails everywhere, somewhere, or nowhere', () => {
  const ran = (nodeId: string, exitCode: number) => ({
    nodeId,
    jobPreparationTaskExecutionInfo: { state: 'completed', exitCode },
  });
  assert.match(explainJob({ job: active, preparation: [ran('a', 1), ran('b', 1)] }).title, /is stuck/);
  assert.match(explainJob({ job: active, preparation: [ran('a', 1), ran('b', 0)] }).title, /held up/);
  assert.match(explainJob({ job: active, preparation: [ran('a', 0)] }).title, /^Nothing is wrong/);
});

test('jobs that ended say by what', () => {
  const ended = (terminateReason: string) =>
    explainJob({ job: { ...active, state: 'completed', executionInfo: { startTime: 't', terminateReason } } });
  assert.equal(ended('MaxWallClockTimeExpiry').category, 'timeout');
  assert.equal(ended('TaskFailed').category, 'interrupted');
  assert.equal(ended('AllTasksComplete').category, 'other');
  assert.match(ended('because I said so').cause, /because I said so/);
});

test('tasks that wait while none runs have a reason, unless one runs', () => {
  const waiting = { id: 'w', state: 'active' };
  const pool = { id: 'p', currentDedicatedNodes: 0, targetDedicatedNodes: 0 };
  assert.equal(
    explainJob({ job: active, tasks: [waiting], pool }).title,
    'Job j does not get on: its pool has no nodes',
  );
  assert.equal(explainJob({ job: active, tasks: [waiting] }).confidence, 'guess');
  assert.match(
    explainJob({ job: active, tasks: [waiting, { id: 'r', state: 'running' }], pool }).title,
    /^Nothing is wrong/,
  );
});

test('a job with failed tasks says why the others wait, too', () => {
  const pool = { id: 'p', currentDedicatedNodes: 0, targetDedicatedNodes: 0 };
  const { title, evidence, remedies } = explainJob({
    job: active,
    tasks: [failed('bad', 1), { id: 'w', state: 'active' }],
    pool,
  });
  assert.match(title, /^1 task of job j failed/);
  assert.ok(evidence.some(({ text }) => text === 'Job j does not get on: its pool has no nodes'));
  assert.ok(remedies.includes('job.retryFailed') && remedies.includes('pool.resize'), remedies.join());
});

test('a job whose tasks are done is said to use up quota', () => {
  assert.deepEqual(explainJob({ job: active, tasks: [failed('a', 0)] }).remedies, ['job.terminate']);
});
