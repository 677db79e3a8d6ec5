import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeAgain } from './describeAgain.ts';

const full = { cluster: { fingerprint: 'disk', title: 'The disk is full' } };
const missing = { cluster: { fingerprint: 'file', title: 'A file is missing' } };

function again(count: number, cause: typeof full, isSame: boolean | undefined): Parameters<typeof describeAgain>[0] {
  return Array.from({ length: count }, () => ({ cause, isSame }));
}

test('the same reason found at different times counts once, even with another title or fingerprint', () => {
  const later = { cluster: { ...full.cluster } };
  const [longer, other] = [
    { cluster: { ...full.cluster, title: 'The disk is full: /mnt' } },
    { cluster: { ...full.cluster, fingerprint: 'other' } },
  ];
  assert.deepEqual(describeAgain([...again(16, full, true), ...again(8, later, true)], 120), [
    'At least 24 of them failed for the same reason as before.',
    'Of the 24 that were checked, 24 failed for this reason: The disk is full.',
  ]);
  const all = [...again(1, full, true), ...again(1, longer, true), ...again(1, other, true)];
  assert.deepEqual(describeAgain(all, 3), ['The reason is the same as before: The disk is full.']);
});

test('a single common reason is shown, and whether it is the same as before', () => {
  assert.deepEqual(describeAgain(again(3, full, true), 3), ['The reason is the same as before: The disk is full.']);
  assert.deepEqual(describeAgain(again(3, full, false), 3), ['The reason is: The disk is full.']);
  assert.deepEqual(describeAgain([], 3), []);
});

test('tasks that failed as before are counted if all tasks are known', () => {
  assert.deepEqual(describeAgain([...again(2, full, true), ...again(1, missing, false)], 3), [
    '2 of them failed for the same reason as before.',
    'Most frequent reason: The disk is full.',
  ]);
});

test('if all tasks failed as before, a single sentence says so, whatever the reasons are', () => {
  assert.deepEqual(describeAgain([...again(2, full, true), ...again(1, missing, true)], 3), [
    'Each of them failed for the same reason as before.',
    'Most frequent reason: The disk is full.',
  ]);
});

test('tasks that failed before for unknown reasons are not said to fail differently now', () => {
  assert.deepEqual(describeAgain([...again(2, full, true), ...again(3, full, undefined)], 5), [
    'At least 2 of them failed for the same reason as before.',
    'The reason is: The disk is full.',
  ]);
});

test('nothing is claimed about unexplained tasks', () => {
  assert.deepEqual(describeAgain(again(2, full, true), 5), [
    'At least 2 of them failed for the same reason as before.',
    'Of the 2 that were checked, 2 failed for this reason: The disk is full.',
  ]);
  assert.deepEqual(describeAgain([...again(14, full, false), ...again(11, missing, false)], 2000), [
    'Of the 25 that were checked, 14 failed for this reason: The disk is full.',
  ]);
  assert.deepEqual(describeAgain(again(1, full, false), 5), ['One of them was checked. Its reason: The disk is full.']);
});
