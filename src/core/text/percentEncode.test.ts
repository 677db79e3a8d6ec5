import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anyText } from '../../../test/builders/anyText.ts';
import { percentDecode, percentEncode } from './percentEncode.ts';

test('the encoded text contains only unreserved characters, and decodes to the input', () => {
  fc.assert(
    fc.property(anyText(), (text) => {
      const encoded = percentEncode(text);
      assert.match(encoded, /^[\w.~%-]*$/);
      if (!/\p{Cs}/u.test(text)) assert.equal(percentDecode(encoded), text);
    }),
  );
});

test('broken encodings are undefined', () => {
  assert.equal(percentDecode('%E0%A4%A'), undefined);
});
