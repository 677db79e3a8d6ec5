import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FileResource } from '../../core/model/resource.ts';
import { LogFollower, type LogWriter } from './logFollower.ts';

const startMs = Date.parse('2026-11-20T09:00:00Z');
const toLog = (taskId: string, path = 'stdout.txt') => {
  const resource: FileResource = { kind: 'taskFile', accountId: 'a', jobId: 'j', taskId, path };
  return { key: `${taskId}/${path}`, resource };
};
const running: LogWriter = { isRunning: true, stamp: 'run 1' };
const waiting: LogWriter = { isRunning: false, stamp: 'waits' };

function start(first: LogWriter | undefined) {
  const time = { nowMs: startMs };
  const world: { writer: LogWriter | undefined; asked: number; error: Error | undefined } = {
    writer: first,
    asked: 0,
    error: undefined,
  };
  const ask = async (): Promise<LogWriter | undefined> => {
    world.asked += 1;
    if (world.error !== undefined) throw world.error;
    return world.writer;
  };
  return { time, world, follower: new LogFollower(ask, () => time.nowMs, 5000) };
}

test('logs of a running task are read on every refresh, and the task is requested less often', async () => {
  const { time, world, follower } = start(running);
  const logs = [toLog('t'), toLog('t', 'stderr.txt')];
  await follower.look(logs);
  for (let turn = 0; turn < 10; turn += 1) {
    time.nowMs += 3000;
    const { growing } = await follower.look(logs);
    assert.deepEqual(growing, ['t/stdout.txt', 't/stderr.txt']);
  }
  assert.equal(world.asked, 1 + 5, 'both logs are of one task');
  assert.ok(follower.mayChange(logs));
});

test('a log is read once more when its task has ended, and then not again', async () => {
  const { time, world, follower } = start(running);
  await follower.look([toLog('t')]);
  world.writer = { isRunning: false, stamp: 'ended', endedAt: new Date(startMs + 4000).toISOString() };
  time.nowMs += 6000;
  assert.deepEqual(await follower.look([toLog('t')]), { growing: [], changed: ['t/stdout.txt'] });
  time.nowMs += 60_000;
  assert.deepEqual(await follower.look([toLog('t')]), { growing: [], changed: [] });
  assert.ok(!follower.mayChange([toLog('t')]));
});

test('a log is read again if its task ended while the log was opened, and not if the task ended long ago', async () => {
  const soon = start({ isRunning: false, stamp: 'ended', endedAt: new Date(startMs - 1000).toISOString() });
  assert.deepEqual((await soon.follower.look([toLog('t')])).changed, ['t/stdout.txt']);
  const long = start({ isRunning: false, stamp: 'ended', endedAt: new Date(startMs - 600_000).toISOString() });
  assert.deepEqual((await long.follower.look([toLog('t')])).changed, []);
});

test('a task that waits to run again is requested, and its log is read when it runs', async () => {
  const { time, world, follower } = start(waiting);
  await follower.look([toLog('t')]);
  time.nowMs += 6000;
  assert.deepEqual(await follower.look([toLog('t')]), { growing: [], changed: [] });
  world.writer = running;
  time.nowMs += 6000;
  assert.deepEqual((await follower.look([toLog('t')])).changed, ['t/stdout.txt']);
  time.nowMs += 1000;
  assert.deepEqual((await follower.look([toLog('t')])).growing, ['t/stdout.txt']);
});

test('a task that has ended is requested again when the user returns to its log', async () => {
  const ended = { isRunning: false, stamp: 'ended', endedAt: new Date(startMs - 600_000).toISOString() };
  const { time, world, follower } = start(ended);
  await follower.look([toLog('t')]);
  world.writer = running;
  time.nowMs += 60_000;
  assert.deepEqual(await follower.look([toLog('t')]), { growing: [], changed: [] });
  assert.equal(world.asked, 1);
  assert.deepEqual((await follower.look([toLog('t')], true)).changed, ['t/stdout.txt']);
});

test("while the task can't be requested, its log is followed as before", async () => {
  const { time, world, follower } = start(running);
  await follower.look([toLog('t')]);
  world.error = new Error('no network');
  time.nowMs += 6000;
  assert.deepEqual((await follower.look([toLog('t')])).growing, ['t/stdout.txt']);
  const never = start(running);
  never.world.error = new Error('no network');
  assert.deepEqual(await never.follower.look([toLog('t')]), { growing: [], changed: [] });
});

test('a reopened log is read once more only if it may have changed', async () => {
  const { follower, time } = start(running);
  await follower.look([toLog('t')]);
  follower.forget('t/stdout.txt');
  time.nowMs += 1000;
  assert.deepEqual((await follower.look([toLog('t')])).changed, ['t/stdout.txt']);
});
