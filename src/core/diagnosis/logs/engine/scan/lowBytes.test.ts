import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anyText } from '../../../../../../test/builders/anyText.ts';
import { mostBytes, readLowBytes } from './lowBytes.ts';

function lowBytesOf(text: string): { readonly isAscii: boolean; readonly bytes: readonly number[] } {
  const bytes = new Uint8Array(text.length * mostBytes);
  const isAscii = readLowBytes(text, bytes);
  return { isAscii, bytes: [...bytes.subarray(0, text.length)] };
}

test('gives the low byte of every unit of any well-formed text', () => {
  fc.assert(
    fc.property(anyText({ maxLength: 60 }), (text) => {
      const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
      const isAscii = units.every((unit) => unit < 0x80);
      assert.deepEqual(lowBytesOf(text), { isAscii, bytes: units.map((unit) => unit & 0xff) });
    }),
  );
});

test('keeps the place of what follows half a pair of surrogates', () => {
  const { bytes } = lowBytesOf('a\u{D83D}bc\u{DE00}d');
  assert.deepEqual(
    [bytes[0], bytes[2], bytes[3], bytes[5]],
    [...'abcd'].map((letter) => letter.charCodeAt(0)),
  );
});
