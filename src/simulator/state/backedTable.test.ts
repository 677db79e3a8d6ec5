import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { BackedTable } from './backedTable.ts';
import { nothingRequired, toKey } from './sortedTable.ts';

/** Even numbers at first: `n00`, `n02` … `n18`. */
const ids = Array.from({ length: 10 }, (_, index) => `n${String(index * 2).padStart(2, '0')}`);

function makeTable(): BackedTable<string> {
  return new BackedTable<string>({
    count: ids.length,
    indexOf: (id) => ids.indexOf(toKey(id)),
    keyAt: (index) => ids[index] ?? '',
    peek: (index) => ids[index] ?? '',
    make: (index) => ids[index] ?? '',
    next: (index, values) => (values.get('half') === 'upper' ? Math.max(5, index) : index),
  });
}

const id = fc.integer({ min: 0, max: 21 }).map((number) => `N${String(number).padStart(2, '0')}`);
const step = fc.record({ kind: fc.constantFrom('get', 'set', 'delete', 'walk'), id });

test('a table has the same contents as a map with the same initial records', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const table = makeTable();
      const model = new Map(ids.map((one) => [one, one]));
      for (const { kind, id: given } of steps) {
        const key = toKey(given);
        if (kind === 'set') {
          table.set(given, given);
          model.set(key, given);
        } else if (kind === 'delete') {
          assert.equal(table.delete(given), model.delete(key));
        } else if (kind === 'walk') {
          const expected = [...model].filter(([one]) => one > key).sort(([left], [right]) => (left < right ? -1 : 1));
          assert.deepEqual([...table.after(key)], expected);
        }
        assert.equal(table.get(given), model.get(key));
        assert.equal(table.has(given), model.has(key));
        assert.equal(table.size, model.size);
      }
      assert.equal([...table.after(undefined)].length, model.size);
    }),
  );
});

test('records that cannot have the required values are skipped, except stored ones', () => {
  const table = makeTable();
  table.get('n02');
  const upper = { ...nothingRequired, values: new Map([['half', 'upper']]) };
  assert.deepEqual(listKeys(table.after(undefined, upper)), ['n02', ...ids.slice(5)]);
});

test('records whose keys are not in the required range are skipped', () => {
  const table = makeTable();
  table.set('N03', 'N03');
  const keys = listKeys(table.after(undefined, { ...nothingRequired, from: 'n02', to: 'n06' }));
  assert.deepEqual(keys, ['n02', 'n03', 'n04', 'n06']);
});

function listKeys(entries: Iterable<readonly [key: string, record: string]>): readonly string[] {
  return [...entries].map(([key]) => key);
}
