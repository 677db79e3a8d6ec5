import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeClock } from '../../test/fakes/fakeClock.ts';
import { settled } from '../../test/fakes/liveStore.ts';
import { Cancelled } from './model/cancelled.ts';
import { type BackgroundKind, Pace } from './pace.ts';

function setUp() {
  const clock = new FakeClock();
  const state: { heldUntilMs?: number } = {};
  const pace = new Pace({ clock, findHeldUntilMs: () => state.heldUntilMs });
  const sentMs: number[] = [];
  const sent: BackgroundKind[] = [];
  /** Sends one request, as background work does. */
  const send = (kind: BackgroundKind = 'count'): Promise<void> =>
    pace.run(async () => {
      sentMs.push(clock.elapsedMs());
      sent.push(kind);
      pace.note();
    }, kind);
  const pass = async (ms: number): Promise<void> => {
    for (let passedMs = 0; passedMs < ms; passedMs += 100) {
      clock.advance(100);
      await settled();
    }
  };
  return { clock, pace, state, sentMs, sent, send, pass };
}

/** Returns the largest number of requests sent in any minute. */
function countMost(sentMs: readonly number[]): number {
  return Math.max(...sentMs.map((from) => sentMs.filter((at) => at >= from && at < from + 60_000).length));
}

test('a small account is read at once, and for a large one, 225 requests a minute are sent without a long pause', async () => {
  const { pace, sentMs, send, pass } = setUp();
  const all = Array.from({ length: 1000 }, () => send());
  await settled();
  assert.equal(sentMs.length, 60);
  await pass(280_000);
  await Promise.all(all);
  assert.equal(sentMs.length, 1000);
  assert.ok(countMost(sentMs) <= 225, String(countMost(sentMs)));
  const pausesMs = sentMs.slice(1).map((ms, index) => ms - (sentMs[index] ?? 0));
  assert.ok(Math.max(...pausesMs) <= 600, `${Math.max(...pausesMs)} ms`);
  pace.dispose();
});

test('while tasks are counted, every sixth request is for details', async () => {
  const { pace, sent, send, pass } = setUp();
  for (let noted = 0; noted < 60; noted++) pace.note();
  const all = [...Array.from({ length: 20 }, () => send('detail')), ...Array.from({ length: 40 }, () => send('count'))];
  await pass(30_000);
  await Promise.all(all);
  const kinds = sent.join(' ');
  const five = 'count count count count count';
  assert.ok(kinds.startsWith(`detail ${five} detail ${five} detail ${five} detail`), kinds);
  pace.dispose();
});

test('an answer that a user waits for is not paced, and only waits for room', async () => {
  const { pace, sent, send, pass } = setUp();
  for (let noted = 0; noted < 200; noted++) pace.note();
  pace.pause(true);
  const counting = [send('count'), send('count')];
  const answers = Array.from({ length: 35 }, () => send('answer'));
  await settled();
  assert.deepEqual(
    sent,
    Array.from({ length: 25 }, () => 'answer'),
  );
  await pass(60_000);
  await Promise.all(answers);
  assert.equal(sent.length, 35, 'counting is paused');
  pace.pause(false);
  await Promise.all(counting);
  pace.dispose();
});

test('other requests use up part of the room', async () => {
  const { pace, sentMs, send, pass } = setUp();
  for (let sent = 0; sent < 230; sent++) pace.note();
  const one = send();
  await pass(59_900);
  assert.equal(sentMs.length, 0, 'what nobody waits for yields');
  await pass(100);
  await one;
  assert.equal(sentMs.length, 1);
});

test('requests wait while the service throttles, and while they are paused', async () => {
  const { clock, pace, state, sentMs, send, pass } = setUp();
  state.heldUntilMs = clock.now() + 5000;
  const held = send();
  await pass(4900);
  assert.equal(sentMs.length, 0);
  await pass(200);
  await held;
  pace.pause(true);
  const paused = send();
  await settled();
  assert.equal(clock.pending, 0, 'no time ends a pause');
  await pass(60_000);
  assert.equal(sentMs.length, 1);
  pace.pause(false);
  await paused;
  assert.equal(sentMs.length, 2);
});

test('requests that are waiting when the account is closed are cancelled, and so are later requests', async () => {
  const { pace, send } = setUp();
  pace.pause(true);
  const waiting = send();
  pace.dispose();
  await assert.rejects(waiting, (error) => Cancelled.is(error));
  await assert.rejects(send(), (error) => Cancelled.is(error));
});
