import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Job } from '../model/job.ts';
import { describeReruns, type Restarting } from './reruns.ts';

const pool = { id: 'P', startTask: { commandLine: 'true' } };

function job(id: string, more: Partial<Job> = {}): Job {
  return { id, poolInfo: { poolId: 'p' }, jobPreparationTask: { commandLine: 'true' }, ...more };
}

const kept = job('kept', { jobPreparationTask: { rerunOnNodeRebootAfterSuccess: false } });
const others = [job('elsewhere', { executionInfo: { poolId: 'q' } }), { id: 'none', poolInfo: { poolId: 'p' } }];

function say(how: Restarting, jobs: readonly Job[] | undefined, startTask = true): readonly string[] {
  return describeReruns(how, [startTask ? pool : { id: 'P' }], jobs);
}

test('the start task is named if the pool has one, and so are jobs of the pool with a preparation task', () => {
  assert.deepEqual(say('reboot', others, false), []);
  assert.deepEqual(say('reboot', [job('a'), ...others]), [
    'The start task runs again.',
    'These jobs run their job preparation tasks again before their next task there: a.',
  ]);
});

test('a preparation task that is not rerun after a reboot is rerun after a reimage', () => {
  assert.match(say('reboot', [kept])[1] ?? '', /do not run again \(rerunOnNodeRebootAfterSuccess\): kept\./);
  assert.match(
    say('reimage', [kept])[1] ?? '',
    /run their job preparation tasks again before their next task there: kept\./,
  );
});

test('if the jobs are unknown, that is mentioned, and if there are many jobs, the first ones are named', () => {
  assert.match(say('reboot', undefined)[1] ?? '', /which jobs have one is unknown/);
  const many = Array.from({ length: 7 }, (_, index) => job(`j${index}`));
  assert.match(say('reboot', many)[1] ?? '', /j0, j1, j2, j3, j4, 2 more\./);
});
