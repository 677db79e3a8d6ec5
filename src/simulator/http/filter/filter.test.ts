import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { endKey } from '../../state/sortedTable.ts';
import { readPath } from '../listing.ts';
import { ServiceError } from '../serviceError.ts';
import { compileFilter, type FilterProperties } from './filter.ts';

const properties: FilterProperties = {
  id: { type: 'id' },
  name: { type: 'prefix' },
  vmSize: { type: 'text' },
  state: { type: 'enum', values: ['active', 'completed'] },
  endTime: { type: 'date' },
  'executionInfo/exitCode': { type: 'number' },
  enabled: { type: 'flag' },
};

const record = {
  id: "O'Brien",
  name: 'wd/out.txt',
  vmSize: 'standard_d2s_v3',
  state: 'completed',
  endTime: '2026-11-20T09:00:00.000Z',
  executionInfo: { exitCode: -9 },
  enabled: false,
};

function matches(filter: string): boolean {
  return compileFilter(filter, properties, readPath).matches(record);
}

const filters: readonly (readonly [filter: string, isMatch: boolean])[] = [
  ["id eq 'o''brien'", true],
  ["id ne 'o''brien'", false],
  ["id gt 'N' and id lt 'P'", true],
  ["startswith(id, 'O''B')", true],
  ["startswith(name,'WD/')", true],
  ["state eq 'Completed'", true],
  ["state ne 'active'", true],
  ["vmSize eq 'STANDARD_D2S_V3'", true],
  ['executionInfo/exitCode eq -9', true],
  ['executionInfo/exitCode ge 0', false],
  ['enabled eq false', true],
  ["endTime ge DateTime'2026-11-20T09:00:00Z'", true],
  ["endTime gt datetime'2026-11-20T10:00:00+01:00'", false],
  ['endTime lt 2026-11-20T09:00:01Z', true],
  ["state eq 'active' or state eq 'completed' and enabled eq true", false],
  ["(state eq 'active' or state eq 'completed') and (enabled eq false)", true],
  ["  ( ( state   eq 'completed' ) )  ", true],
];
for (const [filter, isMatch] of filters) test(`${filter} is ${isMatch}`, () => assert.equal(matches(filter), isMatch));

const refused: readonly string[] = [
  'id',
  'id eq',
  'id eq 5',
  "Id eq 'x'",
  "toString eq 'x'",
  "id like 'x'",
  "state gt 'active'",
  "state eq 'asleep'",
  "startswith(state,'a')",
  "startswith(id,'a'",
  "name eq 'x'",
  'enabled eq 1',
  "endTime eq 'yesterday'",
  "endTime eq DateTime'yesterday'",
  "(id eq 'x'",
  "id eq 'x')",
  "id eq 'x' and",
  "id eq 'x' id eq 'y'",
  "not id eq 'x'",
  "id eq 'x",
  '#',
  '('.repeat(10_000),
];
for (const filter of refused) {
  test(`${filter.slice(0, 30)} is refused`, () => {
    assert.throws(
      () => matches(filter),
      (error) => error instanceof ServiceError && error.code === 'InvalidQueryParameterValue',
    );
  });
}

test('what every match of a filter must have is returned', () => {
  const required = (filter: string) => {
    const { values, ...range } = compileFilter(filter, properties, readPath).required;
    return [Object.fromEntries(values), range];
  };
  const all = { from: '', to: endKey };
  const [state, id] = ['completed', 'x'];
  assert.deepEqual(required("state eq 'Completed' and (id eq 'X' and id ne 'y')"), [
    { state, id },
    { from: id, to: id },
  ]);
  assert.deepEqual(required("state eq 'completed' or id eq 'x'"), [{}, all]);
  assert.deepEqual(required("state eq 'completed' and (id eq 'X' or id eq 'b')"), [{ state }, { from: 'b', to: 'x' }]);
  assert.deepEqual(required("startswith(id, 'Ab') and id ge 'ABC'"), [{}, { from: 'abc', to: `ab${endKey}` }]);
  assert.deepEqual(required("id gt 'a' and id le 'C' and id lt 'b'"), [{}, { from: 'a', to: 'b' }]);
  assert.deepEqual(required("startswith(name, 'a')"), [{}, all]);
});

test('any text is either parsed or refused', () => {
  const words = [
    'id',
    'state',
    'eq',
    'and',
    'or',
    '(',
    ')',
    "'x'",
    "'active'",
    '5',
    'startswith',
    ',',
    'enabled',
    'true',
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words), { maxLength: 12 }), fc.string({ maxLength: 5 }), (parts, noise) => {
      try {
        assert.equal(typeof matches([...parts, noise].join(' ')), 'boolean');
      } catch (error) {
        assert.ok(error instanceof ServiceError);
      }
    }),
  );
});
