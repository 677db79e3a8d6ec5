import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toDistinctNames, toSafePath } from './safePath.ts';

test('the parts of a path are names', () => {
  assert.deepEqual(toSafePath('wd/out/part 1.csv'), ['wd', 'out', 'part 1.csv']);
  assert.deepEqual(toSafePath('wd\\out\\é.csv'), ['wd', 'out', 'é.csv']);
});

test('A9-21 no path leads out of its folder, to a device, or reads as another', () => {
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

test('what had to be changed stays apart', () => {
  assert.notDeepEqual(toSafePath('a:b'), toSafePath('a?b'));
  assert.notDeepEqual(toSafePath('x'.repeat(300)), toSafePath('x'.repeat(301)));
});

test('what a file system may take for the same stays apart, in whatever order it comes', () => {
  const names = ['a', 'A', '\u00e9', 'e\u0301', 'b'];
  const distinct = toDistinctNames(names);
  assert.deepEqual(distinct, toDistinctNames(names.toReversed()));
  assert.deepEqual([distinct.get('b'), new Set(distinct.values()).size], ['b', names.length]);
  assert.equal(new Set([...distinct.values()].map((name) => name.normalize('NFC').toLowerCase())).size, names.length);
});

test('a name fits into what disks take, whatever its letters', () => {
  for (const name of ['\u6f22'.repeat(300), 'x'.repeat(1024), '\u{1f600}'.repeat(100)])
    assert.ok(new TextEncoder().encode(`${toSafePath(name)[0]}.part`).length <= 255, name.slice(0, 2));
});
