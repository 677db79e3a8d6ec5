import assert from 'node:assert/strict';
import { test } from 'node:test';
import { doAtOnce, type Work } from '../core/work.ts';
import { doInTurns } from './turns.ts';

const steps = 10;

test('others have their turn while long work is done, and what comes of it is the same', async (context) => {
  let nowMs = 0;
  context.mock.method(performance, 'now', () => nowMs);
  const state = { done: 0 };
  /** Each step takes longer than a turn. */
  function* work(): Work<string> {
    for (; state.done < steps; state.done++) {
      yield;
      nowMs += 100;
    }
    return 'done';
  }
  const seen: number[] = [];
  const look = (): void => {
    seen.push(state.done);
    if (state.done < steps) setImmediate(look);
  };
  setImmediate(look);
  assert.equal(await doInTurns(work()), 'done');
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
  await assert.rejects(doInTurns(work()), TypeError);
});

test('work that nobody wants any more is given up at the next turn', async (context) => {
  let nowMs = 0;
  context.mock.method(performance, 'now', () => nowMs);
  let done = 0;
  function* work(): Work<string> {
    for (; done < steps; done++) {
      yield;
      nowMs += 100;
    }
    return 'done';
  }
  assert.equal(await doInTurns(work(), () => done < 3), undefined);
  assert.equal(done, 3);
});
