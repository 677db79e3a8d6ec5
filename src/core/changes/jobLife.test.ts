import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findDisabledJobChange, findJobChange, listEffectsOfEnding, planEnableJob } from './jobLife.ts';

const first = '2026-11-20T09:00:00Z';
const left = { active: 1, running: 0 };

test('enabling a job that ends when its tasks complete warns that it ends if it has no tasks left', () => {
  const job = { state: 'disabled', onAllTasksComplete: 'terminatejob' } as const;
  assert.deepEqual(planEnableJob(job, left), { possible: true });
  const verdict = planEnableJob(job, { active: 0, running: 0 });
  assert.ok(verdict.possible);
  assert.match(verdict.note ?? '', /as soon as you enable it/);
  assert.deepEqual(planEnableJob({ state: 'disabled' }, { active: 0, running: 0 }), { possible: true });
});

test('ending all running tasks is described with its effects on the job and on other tasks', () => {
  const job = { id: 'frames' };
  assert.deepEqual(listEffectsOfEnding(job), []);
  const manager = { id: 'm', commandLine: 'x' };
  assert.deepEqual(listEffectsOfEnding({ ...job, jobManagerTask: { ...manager, killJobOnCompletion: false } }), []);
  assert.match(listEffectsOfEnding({ ...job, jobManagerTask: manager }).join(), /^This may end the whole job frames/);
  const acting = { ...job, onTaskFailure: 'performexitoptionsjobaction', usesTaskDependencies: true } as const;
  assert.match(
    listEffectsOfEnding(acting).join(),
    /^This may end the whole job frames.*,Tasks in job frames that depend/,
  );
});

test('a job that was recreated, or is starting tasks again, is left alone', () => {
  const job = { state: 'disabled', creationTime: first } as const;
  assert.equal(findJobChange(job, { ...job }), undefined);
  assert.match(findJobChange(job, { ...job, state: 'active' }) ?? '', /enabled since/);
  assert.match(findJobChange(job, { ...job, creationTime: '2026-11-20T09:05:00Z' }) ?? '', /created again/);
  assert.equal(findJobChange({ state: 'active' }, { state: 'terminating', creationTime: first }), undefined);
  assert.equal(findJobChange(undefined, job), undefined);
});

test('a job that was disabled again, or that would now end, is not enabled', () => {
  const job = {
    state: 'disabled',
    stateTransitionTime: first,
    creationTime: first,
    onAllTasksComplete: 'noaction',
  } as const;
  const later = '2026-11-20T09:05:00Z';
  assert.equal(findDisabledJobChange(job, { ...job, onAllTasksComplete: 'noaction' }), undefined);
  assert.match(findDisabledJobChange(job, { ...job, creationTime: later }) ?? '', /created again/);
  assert.match(findDisabledJobChange(job, { ...job, stateTransitionTime: later }) ?? '', /enabled and disabled/);
  assert.match(findDisabledJobChange(job, { ...job, onAllTasksComplete: 'terminatejob' }) ?? '', /are complete/);
  assert.equal(findDisabledJobChange(job, { ...job, state: 'active', stateTransitionTime: later }), undefined);
  assert.equal(findDisabledJobChange(undefined, job), undefined);
});
