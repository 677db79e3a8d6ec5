import fc from 'fast-check';

type Path = readonly (string | number)[];

/** Values that are invalid for most or all properties: wrong types, null, huge values, extreme times and numbers. */
const oddValues: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  2 ** 63,
  Number.MAX_VALUE,
  '',
  '9223372036854775807',
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59.9999999Z',
  'not a time',
  'aStateOfNextYear',
  '\u0000\u001b[2J\u202e\ud800',
  [],
  [null],
  [[], {}, 7, 'text', null],
  {},
  { toString: 'no function', constructor: 1, length: -1 },
];

/** Marks a property to remove. */
const missing = Symbol('missing');
/** Marks a very long text, which would be unreadable in a failed test. */
const giant = Symbol('giant');
const giantLength = 200_000;

/** A part of some JSON that is replaced or removed. */
export interface Damage {
  readonly path: Path;
  readonly value: unknown;
}

/** Draws one to `most` changes to parts of `lists`, anywhere in their items, or to whole items. */
export function damages(lists: object, most: number): fc.Arbitrary<readonly Damage[]> {
  const paths = listPaths(lists).filter(({ length }) => length > 1);
  const value = fc.oneof(fc.constantFrom(missing, giant, ...oddValues), fc.jsonValue({ maxDepth: 2 }));
  return fc.array(fc.record({ path: fc.constantFrom(...paths), value }), { minLength: 1, maxLength: most });
}

/** Returns a copy of `lists` with all of the changes, applied in order. */
export function damage<Lists>(lists: Lists, changes: readonly Damage[]): Lists {
  const copy = structuredClone(lists);
  for (const { path, value } of changes) set(copy, path, value === giant ? 'x'.repeat(giantLength) : value);
  return copy;
}

function listPaths(value: unknown, before: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [];
  const names = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return names.flatMap((name) => {
    const path = [...before, name];
    return [path, ...listPaths(Reflect.get(value, name), path)];
  });
}

/** Sets or removes a value; does nothing if an earlier change has removed the parent of `path`. */
function set(root: unknown, path: Path, value: unknown): void {
  const owner = path
    .slice(0, -1)
    .reduce<unknown>((at, name) => (typeof at === 'object' && at !== null ? Reflect.get(at, name) : undefined), root);
  const name = path.at(-1);
  if (typeof owner !== 'object' || owner === null || name === undefined) return;
  if (value === missing) Reflect.deleteProperty(owner, name);
  else Reflect.set(owner, name, value);
}
