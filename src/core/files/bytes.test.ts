import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeText, detectEncoding } from './bytes.ts';

function utf16be(text: string): Uint8Array {
  return Buffer.from(text, 'utf16le').swap16();
}

test('UTF-8 is decoded with and without a byte order mark', () => {
  const plain = { text: 'Größe\n', encoding: 'utf-8', damaged: false, lead: 0 };
  assert.deepEqual(decodeText(Buffer.from('Größe\n')), plain);
  assert.deepEqual(decodeText(Buffer.from('\ufeffGröße\n')), { ...plain, lead: 3 });
  assert.deepEqual(decodeText(Buffer.from('öße\n').subarray(1), { offset: 1 }), { ...plain, text: 'ße\n', lead: 1 });
});

test('UTF-16 is decoded in both byte orders, with and without a byte order mark, and from an odd offset', () => {
  const text = 'PowerShell: access denied\r\n';
  const marked = decodeText(Buffer.from(`\ufeff${text}`, 'utf16le'));
  assert.deepEqual([marked.text, marked.lead], [text, 2]);
  assert.equal(decodeText(utf16be(`\ufeff${text}`)).text, text);
  assert.equal(decodeText(Buffer.from(text, 'utf16le')).text, text);
  assert.equal(decodeText(utf16be(text)).encoding, 'utf-16be');
  assert.equal(decodeText(Buffer.from(text, 'utf16le').subarray(1), { offset: 1 }).text, text.slice(1));
});

test('Latin-1 is used if the bytes are not UTF-8', () => {
  assert.deepEqual(decodeText(Buffer.from('Datei für Öl nicht lesbar', 'latin1')), {
    text: 'Datei für Öl nicht lesbar',
    encoding: 'latin1',
    damaged: false,
    lead: 0,
  });
});

test('A9-30 damage in UTF-8 text does not turn it into Latin-1', () => {
  const decoded = decodeText(Buffer.concat([Buffer.from('äöü ß '), Buffer.from([0xff]), Buffer.from(' ende')]));
  assert.deepEqual(decoded, { text: 'äöü ß \ufffd ende', encoding: 'utf-8', damaged: true, lead: 0 });
});

test('a window never shows half a character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.nat(200), fc.nat(200), (text, from, length) => {
      const bytes = Buffer.from(text);
      const start = from % bytes.length;
      const part = bytes.subarray(start, start + length);
      const decoded = decodeText(part, { offset: start, encoding: 'utf-8' });
      assert.ok(text.includes(decoded.text));
    }),
  );
});

test('decoding bytes never throws', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.nat(9), (bytes, offset) => {
      const { text, encoding } = decodeText(bytes, { offset });
      assert.equal(typeof text, 'string');
      assert.equal(encoding, detectEncoding(bytes, offset));
    }),
  );
});
