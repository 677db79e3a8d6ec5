import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeClock } from '../../test/fakes/fakeClock.ts';
import { settled } from '../../test/fakes/liveStore.ts';
import { Updates } from './updates.ts';

/** Makes updates that end on command; the state counts the started ones. */
function setUp() {
  const clock = new FakeClock();
  const state = { begun: 0, end: (): void => undefined };
  const updates = new Updates(clock, 200, () => {
    state.begun += 1;
    return new Promise<void>((resolve) => {
      state.end = resolve;
    });
  });
  return { state, updates, pass: (ms: number) => clock.advance(ms) };
}

test('requests in quick succession cause a single update', () => {
  const { state, updates, pass } = setUp();
  updates.schedule();
  pass(150);
  updates.schedule();
  assert.equal(state.begun, 0);
  pass(50);
  assert.equal(state.begun, 1);
  pass(1000);
  assert.equal(state.begun, 1);
});

test('a request during an update starts another one after it, not in parallel', async () => {
  const { state, updates, pass } = setUp();
  updates.schedule();
  pass(200);
  updates.schedule();
  updates.schedule();
  pass(1000);
  assert.equal(state.begun, 1);
  state.end();
  await settled();
  pass(200);
  assert.equal(state.begun, 2);
  state.end();
  await settled();
  pass(1000);
  assert.equal(state.begun, 2);
});

test('no update starts after disposal, even if it was requested before', async () => {
  const { state, updates, pass } = setUp();
  updates.schedule();
  pass(200);
  updates.schedule();
  updates.dispose();
  state.end();
  await settled();
  pass(1000);
  assert.equal(state.begun, 1);
});

test('a canceled update is neither started nor repeated, until it is requested again', async () => {
  const { state, updates, pass } = setUp();
  updates.schedule();
  updates.cancel();
  pass(1000);
  assert.equal(state.begun, 0);
  updates.schedule();
  pass(200);
  updates.schedule();
  updates.cancel();
  state.end();
  await settled();
  pass(1000);
  assert.equal(state.begun, 1);
  updates.schedule();
  pass(200);
  assert.equal(state.begun, 2);
});
