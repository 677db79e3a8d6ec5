import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainDisk } from './diskError.ts';

const cases: readonly (readonly [code: string, text: RegExp])[] = [
  ['ENOSPC', /disk on this computer is full/],
  ['EDQUOT', /disk on this computer is full/],
  ['EROFS', /is read-only/],
  ['EACCES', /don't have permission to write/],
  ['EPERM', /don't have permission to write/],
  ['EIO', /failed: EIO/],
];

for (const [code, text] of cases) {
  test(`A9-40 the disk error ${code} is described in words`, () => {
    assert.match(explainDisk(Object.assign(new Error(`${code}: …`), { code })), text);
  });
}
