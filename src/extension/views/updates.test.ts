import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { settled } from '../../../test/fakes/liveStore.ts';
import { Updates } from './updates.ts';

/** Updates that end when they are told to; `begun` counts them. */
function setUp(context: TestContext) {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const state = { begun: 0, end: (): void => undefined };
  const updates = new Updates(200, () => {
    state.begun += 1;
    return new Promise<void>((resolve) => {
      state.end = resolve;
    });
  });
  return { state, updates, pass: (ms: number) => context.mock.timers.tick(ms) };
}

test('what is wanted within a moment is one update', (context) => {
  const { state, updates, pass } = setUp(context);
  updates.schedule();
  pass(150);
  updates.schedule();
  assert.equal(state.begun, 0);
  pass(50);
  assert.equal(state.begun, 1);
  pass(1000);
  assert.equal(state.begun, 1);
});

test('what is wanted during an update is done after it, not beside it', async (context) => {
  const { state, updates, pass } = setUp(context);
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

test('nothing is begun after the end, not even what was wanted before', async (context) => {
  const { state, updates, pass } = setUp(context);
  updates.schedule();
  pass(200);
  updates.schedule();
  updates.dispose();
  state.end();
  await settled();
  pass(1000);
  assert.equal(state.begun, 1);
});
