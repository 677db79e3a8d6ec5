import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeClock } from '../../../test/fakes/fakeClock.ts';
import { settled } from '../../../test/fakes/liveStore.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import { Pace } from './pace.ts';

function setUp() {
  const clock = new FakeClock();
  const state: { heldUntilMs?: number } = {};
  const pace = new Pace({ clock, findHeldUntilMs: () => state.heldUntilMs });
  const sentMs: number[] = [];
  /** Sends one request, as work in the background does. */
  const send = (): Promise<void> =>
    pace.run(async () => {
      sentMs.push(clock.elapsedMs());
      pace.note();
    });
  const pass = async (ms: number): Promise<void> => {
    for (let passedMs = 0; passedMs < ms; passedMs += 100) {
      clock.advance(100);
      await settled();
    }
  };
  return { clock, pace, state, sentMs, send, pass };
}

/** The most that was sent in any minute. */
function countMost(sentMs: readonly number[]): number {
  return Math.max(...sentMs.map((from) => sentMs.filter((at) => at >= from && at < from + 60_000).length));
}

test('a small account is read at once, and in no minute are more than 240 requests sent', async () => {
  const { pace, sentMs, send, pass } = setUp();
  const all = Array.from({ length: 700 }, send);
  await settled();
  assert.equal(sentMs.length, 60);
  await pass(240_000);
  await Promise.all(all);
  assert.equal(sentMs.length, 700);
  assert.ok(countMost(sentMs) <= 240, String(countMost(sentMs)));
  pace.dispose();
});

test('what others send takes of the room', async () => {
  const { pace, sentMs, send, pass } = setUp();
  for (let sent = 0; sent < 90; sent++) pace.note();
  const one = send();
  await pass(10_000);
  assert.equal(sentMs.length, 0, 'what waits for nobody yields');
  await pass(1000);
  await one;
  assert.equal(sentMs.length, 1);
});

test('it waits while the service throttles, and while somebody has paused it', async () => {
  const { clock, pace, state, sentMs, send, pass } = setUp();
  state.heldUntilMs = clock.now() + 5000;
  const held = send();
  await pass(4900);
  assert.equal(sentMs.length, 0);
  await pass(200);
  await held;
  pace.pause(true);
  const paused = send();
  await pass(60_000);
  assert.equal(sentMs.length, 1);
  pace.pause(false);
  await paused;
  assert.equal(sentMs.length, 2);
});

test('who waits when the account is closed is told so, and who comes later too', async () => {
  const { pace, send } = setUp();
  pace.pause(true);
  const waiting = send();
  pace.dispose();
  await assert.rejects(waiting, (error) => Cancelled.is(error));
  await assert.rejects(send(), (error) => Cancelled.is(error));
});
