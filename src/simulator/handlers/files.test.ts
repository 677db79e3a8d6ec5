import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ServiceError } from '../http/serviceError.ts';
import { parseRange } from './files.ts';

const ranges: readonly (readonly [header: string | undefined, start: number, end: number])[] = [
  [undefined, 0, 9],
  ['bytes=0-3', 0, 3],
  ['BYTES=4-', 4, 9],
  ['bytes=4-1000', 4, 9],
  ['bytes=9-9', 9, 9],
];
for (const [header, start, end] of ranges) {
  test(`the range ${header} of ten bytes is ${start} to ${end}`, () => {
    assert.deepEqual(parseRange(header, 10), { start, end });
  });
}

const refused: readonly (readonly [header: string, length: number, code: string])[] = [
  ['bytes=10-12', 10, 'InvalidRange'],
  ['bytes=0-0', 0, 'InvalidRange'],
  ['bytes=-5', 10, 'InvalidHeaderValue'],
  ['bytes=5-2', 10, 'InvalidHeaderValue'],
  ['bytes=0-1,3-4', 10, 'InvalidHeaderValue'],
  ['lines=0-1', 10, 'InvalidHeaderValue'],
];
for (const [header, length, code] of refused) {
  test(`the range ${header} of ${length} bytes is refused with ${code}`, () => {
    assert.throws(
      () => parseRange(header, length),
      (error) => error instanceof ServiceError && error.code === code,
    );
  });
}
