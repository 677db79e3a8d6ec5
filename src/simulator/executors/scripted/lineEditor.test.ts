import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anyText } from '../../../../test/builders/anyText.ts';
import { LineEditor } from './lineEditor.ts';

function feed(text: string): { lines: string[]; echo: string; kinds: string[] } {
  const events = [...new LineEditor().feed(text)];
  return {
    lines: events.flatMap((event) => (event.kind === 'line' ? [event.text] : [])),
    echo: events.map((event) => (event.kind === 'echo' ? event.text : '')).join(''),
    kinds: events.map((event) => event.kind),
  };
}

test('every kind of line ending is accepted', () =>
  assert.deepEqual(feed('ls\rpwd\ncd\r\nx').lines, ['ls', 'pwd', 'cd']));
test('backspace removes the last character', () => {
  assert.deepEqual(feed('lx\x7fs\b\b\b\rpwd\r').lines, ['', 'pwd']);
  assert.equal(feed('a\x7f').echo, 'a\b \b');
});
test('Ctrl+U clears the line', () => assert.deepEqual(feed('abc\x15ls\r').lines, ['ls']));
test('Ctrl+C drops the line', () => assert.deepEqual(feed('abc\x03ls\r').lines, ['ls']));
test('Ctrl+D ends an empty line only', () => {
  assert.ok(feed('\x04').kinds.includes('endOfInput'));
  assert.ok(!feed('a\x04').kinds.includes('endOfInput'));
});
test('cursor keys and other control characters are ignored', () => {
  assert.deepEqual(feed('l\x1b[A\x1b[1;5Cs\x1bOP\x07\t\r').lines, ['ls']);
});
test('the echo contains no control characters except those for erasing', () => {
  fc.assert(
    fc.property(anyText(), (text) => {
      const echo = feed(text).echo.replaceAll('\b \b', '');
      assert.ok([...echo].every((char) => char >= ' '));
    }),
  );
});
