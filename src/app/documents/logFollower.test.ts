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

test('logs of what runs are read each time, and what runs is asked for less often', async () => {
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

test('a log is read once more when what writes it has ended, and then not again', async () => {
  const { time, world, follower } = start(running);
  await follower.look([toLog('t')]);
  world.writer = { isRunning: false, stamp: 'ended', endedAt: new Date(startMs + 4000).toISOString() };
  time.nowMs += 6000;
  assert.deepEqual(await follower.look([toLog('t')]), { growing: [], changed: ['t/stdout.txt'] });
  time.nowMs += 60_000;
  assert.deepEqual(await follower.look([toLog('t')]), { growing: [], changed: [] });
  assert.ok(!follower.mayChange([toLog('t')]));
});

test('what ended while it was opened is read once more, what ended long ago is not', async () => {
  const soon = start({ isRunning: false, stamp: 'ended', endedAt: new Date(startMs - 1000).toISOString() });
  assert.deepEqual((await soon.follower.look([toLog('t')])).changed, ['t/stdout.txt']);
  const long = start({ isRunning: false, stamp: 'ended', endedAt: new Date(startMs - 600_000).toISOString() });
  assert.deepEqual((await long.follower.look([toLog('t')])).changed, []);
});

test('what waits to run again is asked for, and read when it runs', async () => {
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

test('what has ended is asked for again when the user turns back to it', async () => {
  const ended = { isRunning: false, stamp: 'ended', endedAt: new Date(startMs - 600_000).toISOString() };
  const { time, world, follower } = start(ended);
  await follower.look([toLog('t')]);
  world.writer = running;
  time.nowMs += 60_000;
  assert.deepEqual(await follower.look([toLog('t')]), { growing: [], changed: [] });
  assert.equal(world.asked, 1);
  assert.deepEqual((await follower.look([toLog('t')], true)).changed, ['t/stdout.txt']);
});

test('while what writes a log cannot be asked for, the log is followed as before', async () => {
  const { time, world, follower } = start(running);
  await follower.look([toLog('t')]);
  world.error = new Error('no network');
  time.nowMs += 6000;
  assert.deepEqual((await follower.look([toLog('t')])).growing, ['t/stdout.txt']);
  const never = start(running);
  never.world.error = new Error('no network');
  assert.deepEqual(await never.follower.look([toLog('t')]), { growing: [], changed: [] });
});

test('what is opened again is read once more only where it may have changed', async () => {
  const { follower, time } = start(running);
  await follower.look([toLog('t')]);
  follower.forget('t/stdout.txt');
  time.nowMs += 1000;
  assert.deepEqual((await follower.look([toLog('t')])).changed, ['t/stdout.txt']);
});
