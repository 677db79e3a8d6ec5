import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withMessage } from '../../../../test/builders/failure.ts';
import { clusterFailures, restFingerprint } from '../clusterFailures.ts';
import type { Failure } from './clusterFailure.ts';

/** Makes messages from five verbs and eight items, one for each of 40 causes; `literal` makes the rest of each. */
function failuresOf40(literal: (index: number) => string): readonly Failure[] {
  const verbs = ['open', 'read', 'write', 'parse', 'solve'];
  const things = ['mesh', 'frame', 'sample', 'index', 'weights', 'table', 'scene', 'model'];
  const base = withMessage(0, '');
  return Array.from({ length: 10_000 }, (_, index) => ({
    ...base,
    taskId: `t${index}`,
    message: `cannot ${verbs[index % 5]} the ${things[Math.floor(index / 5) % 8]} of ${literal(index)}`,
  }));
}

test('10,000 failures with 40 causes form 40 groups', () => {
  const letters = (index: number) => [...String(index)].map((digit) => 'kqzwvxjhgf'[Number(digit)]).join('');
  const literals: readonly ((index: number) => string)[] = [
    (index) => `item-${index} after 0x${index.toString(16)}`,
    (index) => `'/mnt/batch/tasks/wd/part ${index}.bin' at Nov ${(index % 30) + 1} 09:14:${index % 60}, ${index} MB`,
    (index) =>
      `${index % 7 === 0 ? letters(index) : `a${index}`} in job "${index % 11 === 0 ? letters(index) : index}"`,
  ];
  for (const literal of literals) {
    const clusters = clusterFailures(failuresOf40(literal));
    assert.equal(clusters.length, 40, clusters.at(-1)?.why);
    assert.ok(clusters.every(({ count }) => count === 250));
  }
});

test('A9-32 of 50,000 different messages, the last ones are only counted as a rest', () => {
  const base = withMessage(0, '');
  const letters = (index: number) => [...String(index)].map((digit) => 'abcdefghij'[Number(digit)]).join('');
  const failures = Array.from({ length: 50_000 }, (_, index) => ({
    ...base,
    taskId: `t${index}`,
    message: `${letters(index)} ${letters(index * 7)} broke`,
  }));
  const clusters = clusterFailures(failures);
  assert.equal(clusters.length, 200);
  assert.equal(clusters.at(-1)?.fingerprint, restFingerprint);
  assert.equal(
    clusters.reduce((sum, { count }) => sum + count, 0),
    50_000,
  );
});

test('logs of a megabyte form one cause if their beginning and end agree', () => {
  const log = 'loading the mesh\n'.repeat(60_000);
  const failures = Array.from({ length: 300 }, (_, index) => withMessage(index, `${log}it broke in ${1000 + index}`));
  assert.deepEqual(
    clusterFailures(failures).map(({ count }) => count),
    [300],
  );
});
