import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { runs } from '../../../test/builders/nightly.ts';
import { ServiceError } from '../http/serviceError.ts';
import { pathIn } from './fileAccess.ts';

const root = 'workitems/job/job-1/task';

const names: readonly (readonly [name: string, path: string, os?: 'linux'])[] = [
  ['stdout.txt', `${root}/stdout.txt`],
  ['wd/a b.txt', `${root}/wd/a b.txt`],
  ['wd\\out.txt', `${root}/wd/out.txt`],
  ['wd/back\\slash.txt', `${root}/wd/back\\slash.txt`, 'linux'],
  ['./wd//x', `${root}/wd/x`],
  ['/wd/x', `${root}/wd/x`],
  ['wd/..x', `${root}/wd/..x`],
];
for (const [name, wanted, os = 'windows'] of names)
  test(`access to ${name} on ${os} is ${wanted}`, () => assert.equal(pathIn({ root }, name, os), wanted));

const refused: readonly string[] = [
  '',
  '.',
  '/',
  '..',
  '../x',
  'wd/../../x',
  'wd\\..\\x',
  'wd/\0x',
  '../../../etc/passwd',
];
for (const name of refused) {
  test(`${JSON.stringify(name)} is not a file name`, () => {
    assert.throws(
      () => pathIn({ root }, name, 'windows'),
      (error) => error instanceof ServiceError && error.code === 'FileNotFound',
    );
  });
}

test('no name leads out of the folder', () => {
  const part = fc.oneof(fc.constantFrom('..', '.', '', '/', '\\', '%2e%2e', 'a', '\0', 'C:'), fc.string());
  const system = fc.constantFrom('windows' as const, 'linux' as const);
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), fc.constantFrom('/', '\\', ''), system, (parts, separator, os) => {
      let found: string;
      try {
        found = pathIn({ root }, parts.join(separator), os);
      } catch (error) {
        assert.ok(error instanceof ServiceError);
        return;
      }
      const real = path.posix.resolve('/node', found);
      assert.ok(real.startsWith(`/node/${root}/`), found);
    }),
    { numRuns: runs(2_000) },
  );
});
