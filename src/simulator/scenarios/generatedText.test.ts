import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { repeatedLines } from './generatedText.ts';

test('any range of generated text equals that range of the whole', () => {
  const lines = repeatedLines(40, 16, (index) => `line ${index}, longer than it may be`);
  const whole = Buffer.from(lines.bytes(0, lines.byteLength));
  assert.equal(whole.length, 640);
  fc.assert(
    fc.property(fc.nat(640), fc.nat(640), (one, other) => {
      const [start, end] = [Math.min(one, other), Math.max(one, other)];
      assert.ok(whole.subarray(start, end).equals(lines.bytes(start, end)));
    }),
  );
});
