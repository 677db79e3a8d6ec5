import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { toContainerName, toConventionTarget } from './fileConventions.ts';

const hash = (text: string): string => createHash('sha1').update(text).digest('hex');
const long = 'a123456789'.repeat(6).slice(0, 59);

for (const [jobId, name] of [
  ['x', 'job-x'],
  ['Frames-2026', 'job-frames-2026'],
  [long, `job-${long}`],
  [`${long}0`, `job-a123456789a1234-${hash(`${long}0`)}`],
  ['z'.repeat(64), `job-zzzzzzzzzzzzzzz-${hash('z'.repeat(64))}`],
  ['Ab_c--D', `job-ab-c-d-${hash('ab_c--d')}`],
  ['schedule:job-1', `job-schedule-job-1-${hash('schedule:job-1')}`],
  ['_begins_ends_', `job-begins-ends-${hash('_begins_ends_')}`],
  ['thirteen-chars_x', `job-thirteen-chars-${hash('thirteen-chars_x')}`],
  ['---', `job-job-${hash('---')}`],
] as const) {
  test(`the files of job ${jobId} are in container ${name}`, () => assert.equal(toContainerName(jobId), name));
}

/** Storage documentation: "Naming and referencing containers, blobs, and metadata". */
const containerName = /^(?=.{3,63}$)[a-z\d]+(?:-[a-z\d]+)*$/;
const jobIds = fc.stringMatching(/^[A-Za-z\d_:-]{1,64}$/);

test('any job ID gives a container name that storage accepts, which is the same in upper and lower case', () => {
  fc.assert(
    fc.property(jobIds, (jobId) => {
      assert.match(toContainerName(jobId), containerName);
      assert.equal(toContainerName(jobId.toUpperCase()), toContainerName(jobId));
    }),
  );
});

test('two jobs share no container', () => {
  fc.assert(
    fc.property(jobIds, jobIds, (one, other) => {
      fc.pre(one.toLowerCase() !== other.toLowerCase());
      assert.notEqual(toContainerName(one), toContainerName(other));
    }),
  );
});

test('logs and outputs are in separate folders, and map back to their paths', () => {
  const target = toConventionTarget('https://contoso.blob.core.windows.net/job-x', 'Task_1');
  assert.deepEqual(target.toBlobs('stderr.txt'), ['Task_1/$TaskLog/stderr.txt']);
  assert.deepEqual(target.toBlobs('wd/out/a.csv')[0], 'Task_1/$TaskOutput/out/a.csv');
  assert.deepEqual(target.toBlobs('startup/x'), []);
  assert.equal(target.toPath('Task_1/$TaskPreview/thumb.jpg'), 'wd/thumb.jpg');
  assert.equal(target.toPath('Task_1/$TaskLog/app.log'), 'wd/app.log');
  for (const other of ['Task_10/$TaskLog/a', 'Task_1/notes.txt', 'Task_1/$TaskLog/'])
    assert.equal(target.toPath(other), undefined);
  for (const path of ['stdout.txt', 'fileuploaderr.txt', 'wd/stdout.txt', 'wd/a/b'])
    for (const blob of target.toBlobs(path).slice(0, 1)) assert.equal(target.toPath(blob), path);
});
