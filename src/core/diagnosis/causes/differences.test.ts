import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Task } from '../../model/task.ts';
import { describeDistinction } from './differences.ts';

const task = (id: string, size: number, exitCode: number): Task => ({
  id,
  state: 'completed',
  commandLine: `python train.py --batch-size ${size}`,
  executionInfo: { exitCode, result: exitCode === 0 ? 'success' : 'failure' },
});
const many = (count: number, size: number, exitCode: number): readonly Task[] =>
  Array.from({ length: count }, (_, index) => task(`t${size}-${exitCode}-${index}`, size, exitCode));

test('what all with an option failed with, and others succeeded without, is described with numbers', () => {
  const text = describeDistinction(task('own', 512, 1), [...many(2, 512, 1), ...many(40, 64, 0)]);
  assert.match(
    text ?? '',
    /^3 of 3 tasks with `--batch-size 512` failed; 40 of 40 with `--batch-size 64` succeeded\.$/,
  );
});

test('where one with it succeeded, too few have it, or nothing else ran, nothing is reported', () => {
  assert.equal(
    describeDistinction(task('own', 512, 1), [...many(8, 512, 1), ...many(1, 512, 0), ...many(40, 64, 0)]),
    undefined,
  );
  assert.equal(describeDistinction(task('own', 512, 1), many(40, 64, 0)), undefined);
  assert.equal(describeDistinction(task('own', 512, 1), []), undefined);
});
