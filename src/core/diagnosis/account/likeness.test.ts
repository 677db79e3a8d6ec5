import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failedTasksOf } from '../../../../test/builders/failedTasks.ts';
import type { Job } from '../../model/job.ts';
import type { TaskExecutionInfo } from '../../model/task.ts';
import { toLikeness } from './likeness.ts';

function likenessOf(
  executionInfo: TaskExecutionInfo,
  { commandLine = 'python3 work.py --item 1', jobId = 'j', terminateReason = undefined as string | undefined } = {},
): string {
  const task = {
    id: 't',
    state: 'completed',
    commandLine,
    executionInfo: { result: 'failure', ...executionInfo },
  } as const;
  const job = terminateReason === undefined ? {} : { executionInfo: { startTime: '', terminateReason } };
  const [failed] = failedTasksOf(jobId, [task], job);
  assert.ok(failed);
  return toLikeness(failed);
}

const blobMissing = (value: string) => ({
  failureInfo: { category: 'UserError' as const, code: 'BlobNotFound', details: [{ name: 'BlobSource', value }] },
});

test('tasks are alike if their code, exit code, and command are equal, except for numbers and IDs', () => {
  const one = likenessOf({ exitCode: 1 });
  assert.equal(likenessOf({ exitCode: 1 }, { commandLine: 'python3 work.py --item 27' }), one);
  assert.equal(likenessOf({ exitCode: 1 }, { jobId: 'other' }), one);
  assert.notEqual(likenessOf({ exitCode: 2 }), one);
  assert.notEqual(likenessOf({ exitCode: 1 }, { commandLine: 'python3 merge.py --item 1' }), one);
  assert.notEqual(likenessOf({ exitCode: 1, failureInfo: { category: 'UserError', code: 'TaskEnded' } }), one);
});

test('a word that contains a digit is masked as a whole, and other words are not masked', () => {
  const like = (commandLine: string) => likenessOf({ exitCode: 1 }, { commandLine });
  assert.equal(like('run --part-7x /data/a1/in.bin 9'), like('run --8-part /data/2/in.bin 10'));
  assert.notEqual(like('run --part-7x /data/a1/in.bin 9'), like('run --part-7x /date/a1/in.bin 9'));
  assert.notEqual(like('run a1 b'), like('run a1 b2'));
  assert.notEqual(like('über 1'), like('unter 1'));
  assert.equal(like(''), like(''));
});

test('missing files in the same container are alike, whatever the signatures in their addresses are', () => {
  const one = likenessOf(blobMissing('https://a.blob.core.windows.net/inputs/part-1.bin?sig=abc'));
  assert.equal(likenessOf(blobMissing('https://a.blob.core.windows.net/inputs/part-22.bin?sig=def')), one);
  assert.notEqual(likenessOf(blobMissing('https://a.blob.core.windows.net/inputs2/part-1.bin?sig=abc')), one);
  assert.notEqual(likenessOf(blobMissing('https://b.blob.core.windows.net/inputs/part-1.bin?sig=abc')), one);
});

test('tasks of a job that has ended are not like tasks of other jobs', () => {
  const ended = { terminateReason: 'TaskFailed' };
  assert.notEqual(likenessOf({ exitCode: 1 }, ended), likenessOf({ exitCode: 1 }));
  assert.notEqual(likenessOf({ exitCode: 1 }, { ...ended, jobId: 'k' }), likenessOf({ exitCode: 1 }, ended));
});

test('tasks that Batch ended are alike only if the same thing ended them', () => {
  const toEnded = (
    endTime: string,
    more: { startTime?: string; maxWallClockTime?: string; job?: Partial<Job> } = {},
  ) => {
    const { startTime = '2026-11-20T06:00:00Z', maxWallClockTime, job = {} } = more;
    const failureInfo = { category: 'UserError', code: 'TaskEnded' } as const;
    const executionInfo = { result: 'failure', startTime, endTime, failureInfo } as const;
    const constraints = maxWallClockTime === undefined ? {} : { constraints: { maxWallClockTime } };
    const [failed] = failedTasksOf('j', [{ id: 't', state: 'completed', executionInfo, ...constraints }], job);
    return toLikeness(failed ?? assert.fail());
  };
  const over = {
    state: 'completed',
    previousState: 'terminating',
    previousStateTransitionTime: '2026-11-20T07:00:00Z',
    executionInfo: {
      startTime: '2026-11-20T03:00:00Z',
      endTime: '2026-11-20T07:00:00Z',
      terminateReason: 'JMComplete',
    },
  } as const;
  const withJob = toEnded('2026-11-20T07:00:00Z', { job: over });
  assert.equal(toEnded('2026-11-20T06:59:50Z', { job: over }), withJob);
  assert.notEqual(toEnded('2026-11-20T06:17:00Z', { job: over }), withJob);
  const disabled = { state: 'disabled', stateTransitionTime: '2026-11-20T07:00:00Z' } as const;
  assert.notEqual(
    toEnded('2026-11-20T07:00:00Z', { job: disabled }),
    toEnded('2026-11-20T06:17:00Z', { job: disabled }),
  );
  assert.notEqual(toEnded('2026-11-20T06:30:01Z', { maxWallClockTime: 'PT30M' }), toEnded('2026-11-20T06:20:00Z'));
});
