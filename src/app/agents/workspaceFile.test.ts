import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { runs } from '../../../test/builders/nightly.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { toNamesBelow } from './workspaceFile.ts';

const folders = ['/home/ana/work', 'C:\\Users\\ana\\work', '\\\\server\\share\\work', '/'];
const name = fc
  .stringMatching(/^[a-z0-9_-]{1,8}(\.json)?$/)
  .filter((one) => !/^(con|nul|aux|prn|com\d|lpt\d)\b/.test(one));
const separator = fc.constantFrom('/', '\\', '//', '/./', '\\.\\');

const find = (folder: string, given: string): readonly string[] | 'elsewhere' | 'refused' => {
  try {
    return toNamesBelow(folder, given) ?? 'elsewhere';
  } catch (error) {
    assert.ok(BatchError.is(error, 'InvalidInput'), String(error));
    return 'refused';
  }
};

suite('the path of a file that an agent passes', () => {
  test('a relative or absolute path with either separator names the same file below every folder', () => {
    const property = fc.property(
      fc.constantFrom(...folders),
      fc.array(name, { minLength: 1, maxLength: 5 }),
      separator,
      (folder, names, between) => {
        const relative = names.join(between);
        assert.deepEqual(find(folder, relative), names);
        assert.deepEqual(find(folder, `up/../${relative}`), names);
        assert.deepEqual(find(folder, `${folder}${folder === '/' ? '' : '/'}${relative}`), names);
      },
    );
    fc.assert(property);
  });

  test('a path from an agent never leads outside of the folder, or to a share, a drive, or a device', () => {
    const start = fc.constantFrom(
      '\\\\evil.example\\s\\',
      '//evil.example/s/',
      '\\\\?\\C:\\',
      '\\\\.\\pipe\\',
      '\\\\?\\UNC\\evil.example\\s\\',
      'D:\\',
      'd:/',
      'D:',
      '\\etc\\',
      '/etc/',
      '../',
      '..\\',
      'a/../../',
      'a\\..\\..\\',
      './../',
    );
    const property = fc.property(fc.constantFrom(...folders.slice(0, 3)), start, name, (folder, before, last) => {
      assert.ok(typeof find(folder, `${before}${last}`) === 'string', `${before}${last}`);
    });
    fc.assert(property, { numRuns: runs(400) });
    for (const [folder, beside] of [
      ['/home/ana/work', '/home/ana/work2/x.json'],
      ['/home/ana/work', '/home/ana/WORK/x.json'],
      ['/home/ana/work', '//home/ana/work/x.json'],
      ['/home/ana/work', '/home/ana/work/../x.json'],
      ['\\\\server\\share\\work', '\\\\server\\other\\work\\x.json'],
      ['\\\\server\\share\\work', '\\server\\share\\work\\x.json'],
    ] as const)
      assert.equal(find(folder, beside), 'elsewhere', beside);
    for (const device of [
      'nul',
      'CON',
      'com1.json',
      'a/aux.txt',
      'x.json:stream',
      'x.json.',
      'a\0b',
      'C:x.json',
      '',
      '.',
    ])
      assert.notEqual(typeof find('C:\\work', device), 'object', device);
    assert.deepEqual(find('C:\\Work', 'c:/WORK/x.json'), ['x.json']);
  });
});
