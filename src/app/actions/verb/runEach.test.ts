import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BatchError } from '../../../core/model/batchError.ts';
import { runEach } from './runEach.ts';

const conflict = new BatchError({ code: 'TaskNotCompleted', message: 'it runs' });
const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

test('the outcome of each target is reported', async () => {
  const { signal } = new AbortController();
  const result = await runEach(
    numbers(5),
    async (target) => {
      if (target % 2 === 1) throw conflict;
    },
    { concurrency: 2, signal },
  );
  assert.deepEqual(result.done.toSorted(), [0, 2, 4]);
  assert.deepEqual(result.failed.map(({ target }) => target).toSorted(), [1, 3]);
  assert.deepEqual(result.untouched, []);
});

test('several targets are processed at once, but never more than the limit', async () => {
  let working = 0;
  let most = 0;
  const { signal } = new AbortController();
  await runEach(
    numbers(20),
    async () => {
      working += 1;
      most = Math.max(most, working);
      await Promise.resolve();
      working -= 1;
    },
    { concurrency: 3, signal },
  );
  assert.equal(most, 3);
});

test('after a cancellation, targets in progress are finished and the remaining ones are left alone', async () => {
  const cancel = new AbortController();
  const result = await runEach(
    numbers(10),
    async (target) => {
      if (target === 3) cancel.abort();
    },
    { concurrency: 1, signal: cancel.signal },
  );
  assert.deepEqual(result.done, [0, 1, 2, 3]);
  assert.deepEqual(result.untouched, [4, 5, 6, 7, 8, 9]);
});

test('a defect affects only its target', async () => {
  const { signal } = new AbortController();
  const act = async (target: number): Promise<void> => {
    if (target === 1) throw new RangeError('Maximum call stack size exceeded');
  };
  const result = await runEach(numbers(4), act, { concurrency: 1, signal });
  assert.deepEqual(result.done, [0, 2, 3]);
  assert.deepEqual(
    result.failed.map(({ target, error }) => [target, error.message]),
    [[1, 'Unexpected error: Maximum call stack size exceeded']],
  );
});

test('progress is counted by target', async () => {
  const progress: number[] = [];
  const { signal } = new AbortController();
  await runEach(numbers(3), async () => undefined, { concurrency: 1, signal, onProgress: (n) => progress.push(n) });
  assert.deepEqual(progress, [1, 2, 3]);
});
