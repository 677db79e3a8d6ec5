import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { nothingRequired, SortedTable, toKey } from './sortedTable.ts';

const id = fc.string({ unit: fc.constantFrom('a', 'B', 'b', '1', '-'), minLength: 1, maxLength: 4 });
const step = fc.oneof(
  fc.record({ kind: fc.constant('set' as const), id }),
  fc.record({ kind: fc.constant('delete' as const), id }),
  fc.record({ kind: fc.constant('walk' as const), id }),
);

test('a sorted table has the same contents as a map, and iterates in order of IDs', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const table = new SortedTable<string>();
      const model = new Map<string, string>();
      for (const { kind, id: given } of steps) {
        if (kind === 'set') {
          table.set(given, given);
          model.set(toKey(given), given);
        } else if (kind === 'delete') {
          assert.equal(table.delete(given), model.delete(toKey(given)));
        } else {
          const expected = [...model]
            .filter(([key]) => key > toKey(given))
            .sort(([left], [right]) => (left < right ? -1 : 1));
          assert.deepEqual([...table.after(toKey(given))], expected);
        }
        assert.equal(table.size, model.size);
        assert.equal(table.get(given.toUpperCase()), model.get(toKey(given)));
        assert.equal(table.has(given), model.has(toKey(given)));
      }
      assert.equal([...table.after(undefined)].length, model.size);
    }),
  );
});

test('a hundred thousand records are added and paged through quickly', () => {
  const table = new SortedTable<number>();
  const count = 100_000;
  for (let index = 0; index < count; index += 1) table.set(`task-${(index * 7919) % count}`, index);
  for (let index = 0; index < count; index += 3) {
    table.delete(`task-${index}`);
    table.set(`TASK-${index}`, index);
  }
  let walked = 0;
  let last: string | undefined;
  for (let page = 0; page < count / 1000; page += 1) {
    let size = 0;
    for (const [key] of table.after(last)) {
      last = key;
      walked += 1;
      size += 1;
      if (size === 1000) break;
    }
  }
  assert.equal(walked, count);
});

test('records are found by their states, also after these have changed', () => {
  const table = new SortedTable<{ state: string }>();
  const count = 2000;
  for (let index = 0; index < count; index += 1) table.set(`t${index}`, { state: 'active' });
  const running = { ...nothingRequired, values: new Map([['state', 'running']]) };
  const list = () => [...table.after(undefined, running)].map(([key]) => key);
  assert.deepEqual(list(), []);
  for (const id of ['t7', 'T1500']) {
    const record = table.get(id);
    if (record !== undefined) record.state = 'running';
    table.touch(id);
  }
  assert.deepEqual(list(), ['t1500', 't7']);
  table.set('t2500', { state: 'running' });
  table.delete('t7');
  assert.deepEqual(list(), ['t1500', 't2500']);
});

test('only records in the required range and state are iterated', () => {
  fc.assert(
    fc.property(fc.array(id), id, id, fc.option(id, { nil: undefined }), (ids, from, to, after) => {
      const table = new SortedTable<{ readonly state: string }>();
      for (const one of ids) table.set(one, { state: one.length > 2 ? 'long' : 'short' });
      const required = { values: new Map([['state', 'long']]), from: toKey(from), to: toKey(to) };
      const expected = [...table.after(undefined, nothingRequired)].filter(
        ([key, { state }]) =>
          key >= required.from && key <= required.to && key > toKey(after ?? '') && state === 'long',
      );
      assert.deepEqual([...table.after(after && toKey(after), required)], expected);
    }),
  );
});
