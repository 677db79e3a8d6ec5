import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeClock } from '../../test/fakes/fakeClock.ts';
import { doAtOnce, type Work } from '../core/work.ts';
import { doInTurns } from './turns.ts';

const steps = 10;

/** Advances time only when the work does, but yields real turns to other tasks. */
class SteppedClock extends FakeClock {
  override schedule(_delayMs: number, callback: () => void): { cancel(): void } {
    const turn = setImmediate(callback);
    return { cancel: () => clearImmediate(turn) };
  }
}

test('other tasks get turns during long work, and its result is the same', async () => {
  const clock = new SteppedClock();
  const state = { done: 0 };
  /** Each step takes longer than a turn. */
  function* work(): Work<string> {
    for (; state.done < steps; state.done++) {
      yield;
      clock.advance(100);
    }
    return 'done';
  }
  const seen: number[] = [];
  const look = (): void => {
    seen.push(state.done);
    if (state.done < steps) setImmediate(look);
  };
  setImmediate(look);
  assert.equal(await doInTurns(work(), clock), 'done');
  assert.deepEqual(
    seen,
    Array.from({ length: steps - 1 }, (_, index) => index + 1),
  );
  state.done = 0;
  assert.equal(doAtOnce(work()), 'done');
});

test('an error in the work is thrown', async () => {
  function* work(): Work<never> {
    yield;
    throw new TypeError('a defect');
  }
  assert.throws(() => doAtOnce(work()), TypeError);
  await assert.rejects(doInTurns(work(), new FakeClock()), TypeError);
});

test('unwanted work is abandoned at the next turn', async () => {
  const clock = new SteppedClock();
  let done = 0;
  function* work(): Work<string> {
    for (; done < steps; done++) {
      yield;
      clock.advance(100);
    }
    return 'done';
  }
  assert.equal(await doInTurns(work(), clock, () => done < 3), undefined);
  assert.equal(done, 3);
});
