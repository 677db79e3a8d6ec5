import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { runs } from '../../../test/builders/nightly.ts';
import { findDamage } from './damagedItem.ts';
import { flag, type Infer, list, needed, number, object, readAs, readItems, text, time } from './shape.ts';

const readBox = object({
  id: needed(text),
  label: text,
  size: number,
  isOpen: flag,
  madeAt: time,
  inner: list(object({ name: needed(text), tags: list(text) })),
});

test('the inferred type requires the required properties, and no others', () => {
  const box: Infer<typeof readBox> = { id: 'a', inner: [{ name: 'b' }] };
  // @ts-expect-error: an inner box needs a name
  const nameless: Infer<typeof readBox> = { id: 'a', inner: [{ tags: ['c'] }] };
  // @ts-expect-error: a property can be absent, but isn't undefined
  const unset: Infer<typeof readBox> = { id: 'a', label: undefined };
  assert.deepEqual(readAs(readBox, box).value, box);
  assert.deepEqual(readAs(readBox, nameless), { value: { id: 'a', inner: [] }, damaged: true });
  assert.deepEqual(readAs(readBox, unset), { value: unset, damaged: false });
});

test('a valid object is not copied, and keeps unknown properties', () => {
  const box = { id: 'a', size: 1, inner: [{ name: 'b', tags: ['c'] }], extra: { deep: [null] } };
  assert.equal(readAs(readBox, box).value, box);
  assert.equal(readAs(readBox, box).damaged, false);
});

test('a property of the wrong type is omitted, and the other properties stay', () => {
  const { value, damaged } = readAs(readBox, { id: 'a', label: 7, size: '12', isOpen: 'yes', extra: 1 });
  assert.deepEqual(value, { id: 'a', size: 12, extra: 1 });
  assert.ok(damaged);
});

test('null means the same as a missing property', () => {
  assert.deepEqual(readAs(readBox, { id: 'a', label: null, inner: null }), { value: { id: 'a' }, damaged: false });
});

test('an object without a required property is invalid, and is omitted from its list', () => {
  assert.deepEqual(readAs(readBox, { label: 'x' }), { value: undefined, damaged: true });
  assert.deepEqual(readAs(readBox, { id: null }), { value: undefined, damaged: true });
  const { value, damaged } = readAs(readBox, { id: 'a', inner: [{ name: 'b' }, null, {}, 'c', { name: 'd' }] });
  assert.deepEqual(value?.inner, [{ name: 'b' }, { name: 'd' }]);
  assert.ok(damaged);
});

test('the original data of a damaged object is available, in any bundle', () => {
  const json = { id: 'a', label: 7 };
  const { value } = readAs(readBox, json);
  assert.equal(findDamage(value ?? {}), json);
  assert.equal(findDamage(readAs(readBox, { id: 'a', label: null }).value ?? {}), undefined);
  assert.deepEqual(Object.keys(value ?? {}), ['id']);
  assert.equal(JSON.stringify(value), '{"id":"a"}');
});

test('A9-16 excessively nested data is omitted, even in unknown properties, and the rest is kept', () => {
  const deep: unknown = JSON.parse('['.repeat(20_000) + ']'.repeat(20_000));
  const { items, damaged } = readItems(readBox, [{ id: 'a', extra: deep }, deep, { id: 'b', inner: deep }]);
  assert.deepEqual(items, [{ id: 'a' }, { id: 'b', inner: [] }]);
  assert.deepEqual(damaged, [
    { json: null, isLeftOut: false },
    { json: null, isLeftOut: true },
    { json: null, isLeftOut: false },
  ]);
});

const times: readonly (readonly [given: unknown, kept: string | undefined, isDamaged: boolean])[] = [
  ['2026-11-20T08:00:00.1234567Z', '2026-11-20T08:00:00.1234567Z', false],
  ['2026-11-20T09:00:00+01:00', '2026-11-20T09:00:00+01:00', false],
  [new Date(0), '1970-01-01T00:00:00.000Z', false],
  ['0001-01-01T00:00:00Z', undefined, false],
  ['soon', undefined, true],
  ['2026-13-01T00:00:00Z', undefined, true],
  [1763625600, undefined, true],
];
for (const [given, kept, isDamaged] of times) {
  test(`A9-16 the time ${String(given)} is ${kept === undefined ? 'unknown' : 'kept'}`, () => {
    const { value, damaged } = readAs(readBox, { id: 'a', madeAt: given });
    assert.deepEqual(value, kept === undefined ? { id: 'a' } : { id: 'a', madeAt: kept });
    assert.equal(damaged, isDamaged);
  });
}

const numbers: readonly (readonly [given: unknown, kept: number | undefined])[] = [
  [2 ** 63, 2 ** 63],
  ['4096', 4096],
  ['9223372036854775807', undefined],
  [Number.POSITIVE_INFINITY, undefined],
  [Number.NaN, undefined],
  ['12 nodes', undefined],
];
for (const [given, kept] of numbers) {
  test(`A9-16 the number ${JSON.stringify(given)} is ${kept === undefined ? 'unknown' : 'kept'}`, () => {
    assert.equal(readAs(readBox, { id: 'a', size: given }).value?.size, kept);
  });
}

test('any input results in an object of the declared shape, and reading that object again changes nothing', () => {
  const part = fc.oneof(fc.jsonValue(), fc.constant(2 ** 63), fc.constant('0001-01-01T00:00:00Z'));
  const value = fc.oneof(
    part,
    fc.record(
      { id: part, label: part, size: part, isOpen: part, madeAt: part, inner: fc.oneof(part, fc.array(part)) },
      { requiredKeys: [] },
    ),
  );
  fc.assert(
    fc.property(value, (given) => {
      const { value: box } = readAs(readBox, given);
      if (box === undefined) return;
      assert.equal(typeof box.id, 'string');
      for (const [name, type] of Object.entries({
        label: 'string',
        size: 'number',
        isOpen: 'boolean',
        madeAt: 'string',
      }))
        assert.ok(!(name in box) || typeof Reflect.get(box, name) === type, `${name} of ${JSON.stringify(given)}`);
      for (const { name } of box.inner ?? []) assert.equal(typeof name, 'string');
      assert.deepEqual(readAs(readBox, box), { value: box, damaged: false });
    }),
    { numRuns: runs(1000) },
  );
});
