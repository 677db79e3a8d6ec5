import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { appendItems, isSameItem, mergeItems } from './mergeItems.ts';

interface Item {
  readonly id: string;
  readonly state?: string;
}

const toKey = ({ id }: Item): string => id;

test('what did not change stays the same object', () => {
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

test('a list that did not change at all stays the same list', () => {
  const known: readonly Item[] = [{ id: 'a' }, { id: 'b' }];
  assert.equal(mergeItems(known, [{ id: 'a' }, { id: 'b' }], toKey), known);
});

test('a list that got shorter, longer or another order is another list', () => {
  const known: readonly Item[] = [{ id: 'a' }, { id: 'b' }];
  for (const fresh of [[{ id: 'a' }], [...known, { id: 'c' }], [{ id: 'b' }, { id: 'a' }]]) {
    assert.deepEqual(mergeItems(known, fresh, toKey), fresh);
  }
});

test('an item that moved to the next page while it was loaded is not there twice', () => {
  const merged = appendItems<Item>([{ id: 'a' }, { id: 'b' }], [{ id: 'b' }, { id: 'c' }], toKey);
  assert.deepEqual(merged.map(toKey), ['a', 'b', 'c']);
});

const json = fc.jsonValue();

test('a value is the same as its copy', () => {
  fc.assert(fc.property(json, (value) => isSameItem(value, structuredClone(value))));
});

test('two values are the same when their JSON is', () => {
  fc.assert(
    fc.property(json, json, (a, b) => {
      if (isSameItem(a, b)) assert.deepEqual(a, b);
      else assert.notDeepEqual(a, b);
    }),
  );
});
