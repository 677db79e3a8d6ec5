import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anyText } from '../../../test/builders/anyText.ts';
import { toShortVisible, toVisible, toVisibleLines } from './escape.ts';

test('control, bidi and zero-width characters become visible', () => {
  assert.equal(toVisible('a\u001b[31mb'), 'a\\u{1b}[31mb');
  assert.equal(toVisible('x\u202ey\u200bz\u009b'), 'x\\u{202e}y\\u{200b}z\\u{9b}');
  assert.equal(toVisible('\ud800'), '\\u{d800}');
  assert.equal(toVisible('tab\tline\n'), 'tab\\u{9}line\\u{a}');
});

test('lines keep their breaks and tabs', () => {
  assert.equal(toVisibleLines('a\r\nb\tc\r'), 'a\nb\tc\\u{d}');
});

test('ordinary text of any language stays', () => {
  assert.equal(toVisible('Größe 日本語 🙂 naïve'), 'Größe 日本語 🙂 naïve');
});

test('escaping is idempotent and leaves nothing invisible', () => {
  fc.assert(
    fc.property(anyText(), (text) => {
      const once = toVisible(text);
      assert.equal(toVisible(once), once);
      assert.doesNotMatch(once, /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      assert.equal(toVisibleLines(toVisibleLines(text)), toVisibleLines(text));
    }),
  );
});

test('truncated text stays within the limit and ends with a whole character', () => {
  assert.equal(toShortVisible('abcdef', 4), 'abc…');
  assert.equal(toShortVisible('abcd', 4), 'abcd');
  fc.assert(
    fc.property(anyText(), fc.integer({ min: 1, max: 40 }), (text, length) => {
      const short = toShortVisible(text, length);
      assert.ok(short.length <= length);
      assert.doesNotMatch(short, /\p{Cs}/u);
    }),
  );
});
