import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Job } from '../model/job.ts';
import { findLikeness, listEarlier, toNamePattern, toNamePrefix } from './jobNames.ts';

test('the parts of a job name that differ from run to run are replaced', () => {
  const cases: readonly (readonly [string, string | undefined, string | undefined])[] = [
    ['nightly-2026-11-19', 'nightly-#-#-#', 'nightly-'],
    ['frames-20261119T0915Z', 'frames-#', 'frames-'],
    ['run-7f3a9c21b', 'run-#', 'run-'],
    ['job-2f1e8a60-7c11-4b6d-9a53-0d6c2e1f4b77', 'job-#', 'job-'],
    ['etl:job-12', 'etl:job-#', 'etl:job-'],
    ['v2-train', 'v#-train', undefined],
    ['nightly', undefined, undefined],
    ['2026-11-19', undefined, undefined],
    ['2f1e8a60-7c11-4b6d-9a53-0d6c2e1f4b77', undefined, undefined],
  ];
  for (const [name, pattern, prefix] of cases)
    assert.deepEqual([toNamePattern(name), toNamePrefix(name)], [pattern, prefix], name);
});

test('jobs are related by their names, or by their origin', () => {
  const job = (id: string, more: Partial<Job> = {}): Job => ({ id, ...more });
  assert.equal(findLikeness(job('nightly-2'), job('nightly-1')), 'name');
  assert.equal(findLikeness(job('nightly-2'), job('weekly-1')), undefined);
  assert.equal(findLikeness(job('a'), job('a')), undefined, 'nothing in it differs from run to run');
  const named = { displayName: 'Render of Nov 19' };
  assert.equal(findLikeness(job('x', { displayName: 'Render of Nov 20' }), job('y', named)), 'template');
  const managed = (day: number): Partial<Job> => ({ jobManagerTask: { commandLine: `python plan.py --day ${day}` } });
  assert.equal(findLikeness(job('x', managed(20)), job('y', managed(19))), 'template');
  assert.equal(findLikeness(job('x', managed(20)), job('y', { ...managed(19), ...named })), undefined);
});

test('earlier jobs are listed, the last first', () => {
  const at = (id: string, day: number): Job => ({ id, creationTime: `2026-11-${day}T08:00:00Z` });
  const jobs = [at('a', 17), at('b', 19), at('c', 20), at('d', 21)];
  assert.deepEqual(
    listEarlier(at('c', 20), jobs).map(({ id }) => id),
    ['b', 'a'],
  );
});
