import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { run as requeue } from '../../src/app/actions/task/requeue.ts';
import { Cancelled } from '../../src/core/model/cancelled.ts';
import type { Task } from '../../src/core/model/task.ts';
import { HastyClock } from '../fakes/hastyClock.ts';
import { failed, frame1, makeAccount } from './support/failedAccount.ts';

suite('requeue', () => {
  const running: Task = {
    ...failed,
    state: 'running',
    commandLine: 'train --checkpoints /mnt',
    executionInfo: { startTime: '2020-01-01T00:00:00Z' },
  };
  /** Makes a task that is seen in these states, one after another; the last state stays. */
  function makeRunning(...seen: readonly Task[]) {
    const calls: string[] = [];
    let looks = 0;
    const clock = new HastyClock();
    const { services } = makeAccount({
      clock,
      tasks: {
        getTask: async () => seen[Math.min(looks++, seen.length - 1)] ?? running,
        terminateTask: async () => {
          calls.push('terminate');
        },
        reactivateTask: async () => {
          calls.push('reactivate');
        },
      },
    });
    return { services, calls, clock };
  }

  test('a requeue terminates the task, waits for its end, saves its data and reactivates it', async () => {
    const { services, calls, clock } = makeRunning(running, running, running, failed);
    const { questions, status } = await services.ui.listen(() => requeue(services, [frame1]));
    assert.match(questions[0]?.detail ?? '', /loses its progress/);
    assert.match(
      questions[0]?.detail ?? '',
      /^The task has been running for .*\nThe task's definition mentions a checkpoint/m,
    );
    assert.deepEqual(calls, ['terminate', 'reactivate']);
    // The first wait belongs to the reads before the action.
    assert.deepEqual(clock.waits.slice(1, 3), [250, 500]);
    assert.deepEqual(status, ['Task frame-1 is waiting to run again.']);
    assert.equal((await services.journal.list(frame1))[0]?.action, 'requeue');
  });

  test('a requeue does not rerun a task that succeeded before it could be stopped', async () => {
    const succeeded: Task = { ...failed, executionInfo: { exitCode: 0, result: 'success' } };
    const { services, calls } = makeRunning(running, succeeded);
    const { warnings } = await services.ui.listen(() => requeue(services, [frame1]));
    assert.deepEqual(calls, ['terminate']);
    assert.match(warnings[0] ?? '', /succeeded before it could be stopped/);
  });

  test('a requeue reports that the task does not end', async () => {
    const { services, calls } = makeRunning(running);
    const { warnings } = await services.ui.listen(() => requeue(services, [frame1]));
    assert.deepEqual(calls, ['terminate']);
    assert.match(warnings[0] ?? '', /still running, although Batch may have been asked to terminate it/);
  });

  test('A9-45 a requeue that is declined has no effect', async () => {
    const { services, calls } = makeRunning(running);
    await assert.rejects(
      services.ui.listen(() => requeue(services, [frame1]), { question: 'cancel' }),
      (error) => Cancelled.is(error),
    );
    assert.equal(calls.length, 0);
  });
});
