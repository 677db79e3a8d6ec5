import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertLinear } from '../../../test/builders/assertLinear.ts';
import { toDistinctPaths, toSafePath } from './safePath.ts';

test('the parts of a path are used as names', () => {
  assert.deepEqual(toSafePath('wd/out/part 1.csv'), ['wd', 'out', 'part 1.csv']);
  assert.deepEqual(toSafePath('wd\\out\\é.csv'), ['wd', 'out', 'é.csv']);
});

test('A9-21 no path leads out of its folder, leads to a device, or is read as another path', () => {
  const hostile = [
    '../../.ssh/authorized_keys',
    '/etc/passwd',
    'C:\\x',
    '\\\\host\\share',
    'CON',
    'con .txt',
    'CONOUT$',
    'COM¹',
    'nul.txt',
    'a\u202eb',
    'a\0b',
    'x. ',
  ];
  for (const path of hostile)
    for (const part of toSafePath(path)) {
      assert.ok(part !== '' && part !== '.' && part !== '..', path);
      assert.doesNotMatch(part, /[\\/:\p{Cc}\p{Cf}]|[. ]$/u, path);
      assert.doesNotMatch(part, /^(?:con|nul|conout\$|com¹) *(?:\.|$)/i, path);
    }
});

test('names that had to be changed stay distinct', () => {
  assert.notDeepEqual(toSafePath('a:b'), toSafePath('a?b'));
  assert.notDeepEqual(toSafePath('x'.repeat(300)), toSafePath('x'.repeat(301)));
});

test('names that a file system may treat as equal stay distinct, in any order', () => {
  const names = ['a', 'A', '\u00e9', 'e\u0301', 'b'];
  const paths = names.flatMap((folder) => names.map((file) => ['job', folder, file]));
  const distinct = toDistinctPaths(paths);
  assert.deepEqual(distinct, toDistinctPaths(paths.toReversed()).toReversed());
  const toPath = (path: readonly string[]): string => path.join('/').normalize('NFC').toLowerCase();
  assert.equal(new Set(distinct.map(toPath)).size, paths.length);
  assert.equal(new Set(distinct.map((path) => toPath(path.slice(0, -1)))).size, names.length);
  assert.deepEqual(distinct.at(-1), ['job', 'b', 'b']);
  assert.deepEqual(toDistinctPaths([['x', 'A'], ['x', 'a', 'b'], [], ['x', 'a']])[2], []);
});

test('naming any number of files and folders at any depth takes time proportional to the files', () => {
  const shapes: Readonly<Record<string, (size: number) => readonly (readonly string[])[]>> = {
    'files of a task': (size) => Array.from({ length: size }, (_, index) => ['job', 'task', `${index}`]),
    'files of tasks': (size) => Array.from({ length: size }, (_, index) => ['job', `${index}`, 'stdout.txt']),
    'folders alike': (size) => Array.from({ length: size }, (_, index) => ['job', 'aA'[index % 2] ?? '', `${index}`]),
    'deep folders': (size) => [Array.from({ length: size }, () => 'a')],
  };
  for (const [shape, make] of Object.entries(shapes)) {
    const made = new Map<number, ReturnType<typeof make>>();
    const toPaths = (size: number) => made.get(size) ?? made.set(size, make(size)).get(size) ?? [];
    assertLinear((size) => toDistinctPaths(toPaths(size)), shape, 16_384);
  }
});

test('a name fits the limits of file systems, whatever its letters', () => {
  for (const name of ['\u6f22'.repeat(300), 'x'.repeat(1024), '\u{1f600}'.repeat(100)])
    assert.ok(new TextEncoder().encode(`${toSafePath(name)[0]}.part`).length <= 255, name.slice(0, 2));
});
