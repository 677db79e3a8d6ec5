import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SavedAttempt } from '../model/savedAttempt.ts';
import type { Task } from '../model/task.ts';
import { toUnkeptLogs } from '../remedy/bulk/keptInFull.ts';
import { explainAttempts, isSameAsBefore } from './explainAttempts.ts';
import { explainTask } from './explainTask.ts';

const failed: Task = {
  id: 'frame-1',
  state: 'completed',
  nodeInfo: { poolId: 'p', nodeId: 'n' },
  executionInfo: { exitCode: 1, result: 'failure' },
};
const missing = "FileNotFoundError: [Errno 2] No such file or directory: 'weights.pt'\n";
const full = 'OSError: [Errno 28] No space left on device\n';

function attempt(stderr: string, task: Task = failed): SavedAttempt {
  return { savedAt: '2026-11-20T09:00:00Z', action: 'retry', task, logs: [{ path: 'stderr.txt', text: stderr }] };
}

function explain(attempts: readonly SavedAttempt[], task: Task = failed): readonly string[] {
  const explanation = explainTask({ task, stderr: missing });
  return explainAttempts(task, explanation, attempts, { timeZone: 'UTC' }).map(({ text }) => text);
}

test('attempts that failed alike are counted', () => {
  assert.deepEqual(explain([attempt(missing)]), [
    'The task ran again after Nov 20, 2026, 09:00 UTC, and failed again for the same reason.',
  ]);
  assert.deepEqual(explain([attempt(missing), attempt(missing)]), [
    'The task ran again 2 times, last after Nov 20, 2026, 09:00 UTC, and failed again for the same reason.',
  ]);
  assert.deepEqual(explain([attempt(full), attempt(missing)]), ['1 of 2 earlier attempts failed for the same reason.']);
});

test('an attempt whose logs were not kept is told by what was known when it was', () => {
  const { fingerprint } = explainTask({ task: failed, stderr: missing });
  const brief = { ...attempt(''), logs: toUnkeptLogs(['stderr.txt']) };
  assert.deepEqual(explain([{ ...brief, fingerprint: 'another' }]), []);
  assert.equal(explain([{ ...brief, fingerprint }]).length, 1);
});

test('without what was kept of it nobody knows whether an earlier reason was the same', () => {
  const explanation = explainTask({ task: failed, stderr: missing });
  const brief = { ...attempt(''), logs: toUnkeptLogs(['stderr.txt']) };
  const ask = (...attempts: readonly SavedAttempt[]): boolean | undefined =>
    isSameAsBefore(failed, explanation, attempts);
  assert.equal(ask(attempt(missing)), true);
  assert.equal(ask(attempt(full)), false);
  assert.equal(ask({ ...brief, fingerprint: 'another' }), false);
  assert.equal(ask({ ...attempt(''), logs: [] }), false);
  assert.equal(ask(), undefined);
  assert.equal(ask(brief), undefined);
  assert.equal(ask(attempt(full), brief), undefined);
  assert.equal(ask(attempt(missing), brief), true);
});

test('another reason before is told', () => {
  assert.match(
    explain([attempt(full)]).join('\n'),
    /^The attempt before failed for another reason: The disk is full.*\.$/,
  );
});

test('nothing is said of a task that has not failed, or of attempts that were ended by the user', () => {
  assert.deepEqual(explain([attempt(missing)], { ...failed, executionInfo: { exitCode: 0, result: 'success' } }), []);
  assert.deepEqual(explain([attempt(missing, { ...failed, state: 'running' })]), []);
  assert.deepEqual(explain([]), []);
});

test('an attempt whose retry was refused is the run that the task tells of, and none before it', () => {
  const run = (endTime: string): Task => ({ ...failed, executionInfo: { ...failed.executionInfo, endTime } });
  const now = run('2026-11-20T08:50:00Z');
  assert.deepEqual(explain([attempt(missing, now)], now), []);
  assert.equal(explain([attempt(missing, run('2026-11-20T08:00:00Z')), attempt(missing, now)], now).length, 1);
});
