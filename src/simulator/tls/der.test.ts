import assert from 'node:assert/strict';
import { test } from 'node:test';
import { integer } from './der.ts';

const integers: readonly (readonly [bytes: readonly number[], encoded: string])[] = [
  [[2], '020102'],
  [[0x7f, 0xff], '02027fff'],
  [[0x80], '02020080'],
  [[0, 0x7f], '02017f'],
  [[0, 0, 0x80], '02020080'],
  [[0, 0], '020100'],
  [[], '020100'],
];

for (const [bytes, encoded] of integers) {
  test(`the integer of [${bytes.join(', ')}] is as short as possible`, () => {
    assert.equal(integer(Buffer.from(bytes)).toString('hex'), encoded);
  });
}
