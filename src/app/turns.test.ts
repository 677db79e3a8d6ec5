import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeClock } from '../../test/fakes/fakeClock.ts';
import { doAtOnce, type Work } from '../core/work.ts';
import { doInTurns, within } from './turns.ts';

const steps = 10;

/** Time passes only as the work says; other tasks really get their turns. */
class SteppedClock extends FakeClock {
  override schedule(_delayMs: number, callback: () => void): { cancel(): void } {
    const turn = setImmediate(callback);
    return { cancel: () => clearImmediate(turn) };
  }
}

test('others have their turn while long work is done, and what comes of it is the same', async () => {
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

test('what goes wrong in the work is thrown', async () => {
  function* work(): Work<never> {
    yield;
    throw new TypeError('a defect');
  }
  assert.throws(() => doAtOnce(work()), TypeError);
  await assert.rejects(doInTurns(work(), new FakeClock()), TypeError);
});

test('work that nobody wants any more is given up at the next turn', async () => {
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

test('what is done in time counts, and what takes longer is not waited for', async () => {
  const clock = new FakeClock();
  assert.equal(await within(clock, 10, Promise.resolve('done')), 'done');
  await assert.rejects(within(clock, 10, Promise.reject(new Error('broken'))), /broken/);
  const late = within(clock, 10, new Promise(() => undefined));
  clock.advance(10);
  assert.equal(await late, undefined);
  assert.equal(clock.pending, 0);
});
