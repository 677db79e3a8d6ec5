import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MemoryMemento } from '../../../../test/fakes/memoryMemento.ts';
import { findLookedBefore, LookedAt } from './lookedAt.ts';

function setUp() {
  const memory = new MemoryMemento();
  const state = { nowMs: Date.parse('2026-11-20T09:00:00Z') };
  return { memory, state, lookedAt: new LookedAt(memory, () => state.nowMs) };
}

test('failures since the last view are new throughout the next view', () => {
  const { state, lookedAt } = setUp();
  assert.equal(lookedAt.find('a'), undefined);
  lookedAt.note(['a']);
  lookedAt.end(['a']);
  state.nowMs += 3_600_000;
  lookedAt.begin();
  lookedAt.note(['a']);
  assert.equal(lookedAt.find('a'), '2026-11-20T09:00:00.000Z', 'the present look changes nothing of it');
  lookedAt.acknowledge(['a']);
  assert.equal(lookedAt.find('a'), '2026-11-20T10:00:00.000Z');
});

test('a view that never ends, as when a window is closed, is recorded to within a minute', () => {
  const { memory, state, lookedAt } = setUp();
  lookedAt.note(['a']);
  state.nowMs += 59_000;
  lookedAt.note(['a']);
  assert.equal(new LookedAt(memory, Date.now).find('a'), '2026-11-20T09:00:00.000Z');
  state.nowMs += 1_000;
  lookedAt.note(['a', 'b']);
  assert.equal(new LookedAt(memory, Date.now).find('b'), '2026-11-20T09:01:00.000Z');
});

test('a new view begins after an hour away, and pages know its start; after minutes, the view continues', () => {
  const { memory, state, lookedAt } = setUp();
  assert.equal(lookedAt.beginAfterAbsence(), false, 'nobody has looked before');
  lookedAt.note(['a']);
  state.nowMs += 59 * 60_000;
  assert.equal(lookedAt.beginAfterAbsence(), false);
  assert.equal(findLookedBefore(memory, 'a'), undefined);
  state.nowMs += 60_000;
  assert.equal(lookedAt.beginAfterAbsence(), true);
  lookedAt.note(['a']);
  assert.equal(findLookedBefore(memory, 'a'), '2026-11-20T09:00:00.000Z');
  assert.equal(lookedAt.find('a'), '2026-11-20T09:00:00.000Z');
});
