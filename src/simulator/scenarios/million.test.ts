import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeMillion } from './million.ts';
import type { LazyTasks } from './scenario.ts';

const million = makeMillion();
const tasks = million.jobs.map((job) => {
  assert.ok('count' in job.tasks);
  return job.tasks;
});

test('a thousand jobs share a million tasks', () => {
  assert.equal(tasks.length, 1000);
  assert.equal(
    tasks.reduce((sum, { count }) => sum + count, 0),
    1_000_000,
  );
  assert.equal(Math.max(...tasks.map(({ count }) => count)), 200_000);
});

test('one in a hundred tasks fails, for one of forty causes', () => {
  const failures = tasks.flatMap((list, job) => [...findFailures(list)].map((index) => ({ job, list, index })));
  assert.ok(Math.abs(failures.length - 10_000) < 1000, String(failures.length));
  const masked = new Set(
    failures.map(({ list, index }) => {
      const script = list.at(index).outcomes?.[0];
      const text = `${script?.exitCode} ${JSON.stringify([script?.failure?.details, script?.stderr])}`;
      return text.replaceAll(/(?<!line )\b\d{2,}\b|(?<=[-/'])\d+/g, '0');
    }),
  );
  assert.equal(masked.size, 40);
});

test('the next failure is found without reading the tasks in between', () => {
  const list = tasks[5];
  assert.ok(list);
  const found = Array.from({ length: list.count }, (_, index) => index).filter(
    (index) => list.at(index).outcomes?.[0]?.failure,
  );
  assert.deepEqual([...findFailures(list)], found);
});

test('tasks are found and sorted by ID', () => {
  const list = tasks[0];
  assert.ok(list);
  const ids = [0, 1, 99, 100, 199_999].map((index) => String(list.at(index).body['id']));
  assert.deepEqual([...ids].sort(), ids);
  assert.deepEqual(
    ids.map((id) => list.indexOf(id.toUpperCase())),
    [0, 1, 99, 100, 199_999],
  );
  for (const id of ['task-200000', 'task-1', 'task-00000x', '', 'job']) assert.equal(list.indexOf(id), -1, id);
});

function* findFailures(list: LazyTasks): Generator<number> {
  const next = (index: number): number => list.nextFailure?.(index) ?? list.count;
  for (let index = next(0); index < list.count; index = next(index + 1)) yield index;
}
