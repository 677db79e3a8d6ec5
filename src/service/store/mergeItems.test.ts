import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { appendItems, isSameItem, mergeItems } from './mergeItems.ts';

interface Item {
  readonly id: string;
  readonly state?: string;
}

const toKey = ({ id }: Item): string => id;

test('an unchanged item stays the same object', () => {
  const known: readonly Item[] = [
    { id: 'a', state: 'active' },
    { id: 'b', state: 'active' },
  ];
  const merged = mergeItems(
    known,
    [
      { id: 'b', state: 'active' },
      { id: 'a', state: 'completed' },
    ],
    toKey,
  );
  assert.equal(merged[0], known[1]);
  assert.deepEqual(merged, [
    { id: 'b', state: 'active' },
    { id: 'a', state: 'completed' },
  ]);
});

test('an unchanged list stays the same object', () => {
  const known: readonly Item[] = [{ id: 'a' }, { id: 'b' }];
  assert.equal(mergeItems(known, [{ id: 'a' }, { id: 'b' }], toKey), known);
});

test('a list that got shorter, longer, or reordered is a new object', () => {
  const known: readonly Item[] = [{ id: 'a' }, { id: 'b' }];
  for (const fresh of [[{ id: 'a' }], [...known, { id: 'c' }], [{ id: 'b' }, { id: 'a' }]]) {
    assert.deepEqual(mergeItems(known, fresh, toKey), fresh);
  }
});

test('an item that moved to the next page during loading is listed once', () => {
  const merged = appendItems<Item>([{ id: 'a' }, { id: 'b' }], [{ id: 'b' }, { id: 'c' }], toKey);
  assert.deepEqual(merged.map(toKey), ['a', 'b', 'c']);
});

const json = fc.jsonValue();

test('a value equals its copy', () => {
  fc.assert(fc.property(json, (value) => isSameItem(value, structuredClone(value))));
});

test('two values are equal if their JSON is', () => {
  fc.assert(
    fc.property(json, json, (a, b) => {
      if (isSameItem(a, b)) assert.deepEqual(a, b);
      else assert.notDeepEqual(a, b);
    }),
  );
});

test('an older answer does not undo newer data of an item', () => {
  const created = '2026-11-20T08:00:00.1234567Z';
  const running = { id: 'a', state: 'running', creationTime: created, stateTransitionTime: '2026-11-20T09:00:00Z' };
  const failed = { id: 'a', state: 'completed', creationTime: created, stateTransitionTime: '2026-11-20T09:01:00Z' };
  assert.deepEqual(mergeItems([failed], [running], toKey), [failed]);
  assert.deepEqual(mergeItems([running], [failed], toKey), [failed]);
  const renamed = { ...failed, priority: 7, lastModified: '2026-11-20T09:03:00Z' };
  const named = { ...failed, priority: 1, lastModified: '2026-11-20T09:02:00Z' };
  assert.deepEqual(mergeItems([renamed], [named], toKey), [renamed]);
  const reactivated = { ...renamed, state: 'active', stateTransitionTime: '2026-11-20T09:04:00Z' };
  assert.deepEqual(mergeItems([renamed], [reactivated], toKey), [reactivated]);
});

test('a new item replaces a deleted one with the same name, whatever their times are', () => {
  const gone = { id: 'a', creationTime: '2026-11-20T08:00:00Z', stateTransitionTime: '2026-11-20T09:00:00Z' };
  const other = { id: 'a', creationTime: '2026-11-20T07:00:00Z', stateTransitionTime: '2026-11-20T07:00:00Z' };
  assert.deepEqual(mergeItems([gone], [other], toKey), [other]);
  const timeless = { id: 'a', state: 'active' };
  assert.deepEqual(mergeItems([{ id: 'a', state: 'completed' }], [timeless], toKey), [timeless]);
});
