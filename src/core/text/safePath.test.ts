import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toSafePath } from './safePath.ts';

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
    'nul.txt',
    'a\u202eb',
    'a\0b',
    'x. ',
  ];
  for (const path of hostile)
    for (const part of toSafePath(path)) {
      assert.ok(part !== '' && part !== '.' && part !== '..', path);
      assert.doesNotMatch(part, /[\\/:\p{Cc}\p{Cf}]|[. ]$/u, path);
      assert.doesNotMatch(part, /^(?:con|nul)(?:\.|$)/i, path);
    }
});

test('what had to be changed stays apart', () => {
  assert.notDeepEqual(toSafePath('a:b'), toSafePath('a?b'));
  assert.notDeepEqual(toSafePath('x'.repeat(300)), toSafePath('x'.repeat(301)));
});
