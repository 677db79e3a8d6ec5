import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toUnsavedLogs } from '../../changes/bulk/inFull.ts';
import type { SavedAttempt } from '../../model/savedAttempt.ts';
import type { Task } from '../../model/task.ts';
import { explainTask } from '../explainTask.ts';
import { explainAttempts, isSameAsBefore, listOwnAttempts } from './explainAttempts.ts';

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

test('attempts that failed in the same way are counted', () => {
  assert.deepEqual(explain([attempt(missing)]), [
    'The task ran again after Nov 20, 2026, 09:00 UTC, and failed again for the same reason.',
  ]);
  assert.deepEqual(explain([attempt(missing), attempt(missing)]), [
    'The task ran again 2 times, most recently after Nov 20, 2026, 09:00 UTC, and failed again for the same reason.',
  ]);
  const seen: SavedAttempt = { ...attempt(missing), effect: 'failedForSameReason' };
  assert.deepEqual(explain([seen]), [], 'its own line says so');
  assert.equal(explain([seen, seen]).length, 1);
  assert.deepEqual(explain([attempt(full), attempt(missing)]), ['1 of 2 earlier attempts failed for the same reason.']);
});

test('an attempt without saved logs is described by the cause known at that time', () => {
  const { fingerprint } = explainTask({ task: failed, stderr: missing });
  const brief = { ...attempt(''), logs: toUnsavedLogs(['stderr.txt']) };
  assert.deepEqual(explain([{ ...brief, fingerprint: 'another' }]), []);
  assert.equal(explain([{ ...brief, fingerprint }]).length, 1);
});

test('without saved data, it is unknown whether an earlier reason was the same', () => {
  const explanation = explainTask({ task: failed, stderr: missing });
  const brief = { ...attempt(''), logs: toUnsavedLogs(['stderr.txt']) };
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

test('a different reason of an earlier attempt is reported', () => {
  assert.match(
    explain([attempt(full)]).join('\n'),
    /^The previous attempt failed for a different reason: OSError: No space left on device\.$/,
  );
});

test('nothing is reported for a task that has not failed, or for attempts that the user ended', () => {
  assert.deepEqual(explain([attempt(missing)], { ...failed, executionInfo: { exitCode: 0, result: 'success' } }), []);
  assert.deepEqual(explain([attempt(missing, { ...failed, state: 'running' })]), []);
  assert.deepEqual(explain([]), []);
});

test('an attempt whose retry was refused is the current run, not an earlier one', () => {
  const run = (endTime: string): Task => ({ ...failed, executionInfo: { ...failed.executionInfo, endTime } });
  const now = run('2026-11-20T08:50:00Z');
  assert.deepEqual(explain([attempt(missing, now)], now), []);
  const before = { ...attempt(missing, run('2026-11-20T08:00:00Z')), savedAt: '2026-11-20T08:10:00Z' };
  assert.equal(explain([before, attempt(missing, now)], now).length, 1);
});

/** A task that was added and ran at these minutes past eight. */
function taskOf(added: number | undefined, start: number, end: number): Task {
  const [startTime, endTime] = [start, end].map(toTime);
  const creationTime = added === undefined ? {} : { creationTime: toTime(added) };
  return { ...failed, ...creationTime, executionInfo: { ...failed.executionInfo, startTime, endTime } as never };
}

function toTime(minute: number): string {
  return `2026-11-20T08:${String(minute).padStart(2, '0')}:00.1234567Z`;
}

test('an attempt that ended or was saved after the current run is not an earlier one', () => {
  const now = taskOf(0, 30, 40);
  const keptAt = (minute: number, task: Task): SavedAttempt => ({ ...attempt(missing, task), savedAt: toTime(minute) });
  assert.equal(explain([keptAt(25, taskOf(0, 10, 20))], now).length, 1);
  assert.deepEqual(explain([keptAt(50, taskOf(0, 10, 20))], now), [], 'kept after the run');
  assert.deepEqual(
    explain([keptAt(35, taskOf(0, 42, 45))], now),
    [],
    'ended after the run, by a clock that was behind',
  );
  const explanation = explainTask({ task: now, stderr: missing });
  assert.equal(isSameAsBefore(now, explanation, [keptAt(50, taskOf(0, 10, 20))]), undefined);
});

test('an attempt of an earlier task with the same ID belongs to another task', () => {
  const keptAt = (minute: number, task: Task): SavedAttempt => ({ ...attempt(missing, task), savedAt: toTime(minute) });
  const before = keptAt(25, taskOf(0, 10, 20));
  assert.deepEqual(explain([before], taskOf(28, 30, 40)), [], 'it was deleted and added again');
  assert.equal(explain([before], { ...taskOf(0, 30, 40), creationTime: '2026-11-20T08:00:00.123Z' }).length, 1);
  const old = keptAt(25, taskOf(undefined, 10, 20));
  assert.deepEqual(explain([old], taskOf(28, 30, 40)), [], 'it ended before this one was added');
  assert.equal(explain([old], taskOf(5, 30, 40)).length, 1);
  assert.equal(explain([before], taskOf(undefined, 30, 40)).length, 1, 'nothing says that there was another');
  assert.deepEqual(listOwnAttempts([taskOf(28, 30, 40)], [before, old]), []);
  assert.deepEqual(listOwnAttempts([taskOf(0, 30, 40)], [before, old]), [before, old]);
  assert.deepEqual(listOwnAttempts([], [before]), [before]);
});
