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

test('lines end with any line end', () => assert.deepEqual(feed('ls\rpwd\ncd\r\nx').lines, ['ls', 'pwd', 'cd']));
test('backspace takes back the last character', () => {
  assert.deepEqual(feed('lx\x7fs\b\b\b\rpwd\r').lines, ['', 'pwd']);
  assert.equal(feed('a\x7f').echo, 'a\b \b');
});
test('Ctrl+U empties the line', () => assert.deepEqual(feed('abc\x15ls\r').lines, ['ls']));
test('Ctrl+C drops the line', () => assert.deepEqual(feed('abc\x03ls\r').lines, ['ls']));
test('Ctrl+D ends an empty line only', () => {
  assert.ok(feed('\x04').kinds.includes('endOfInput'));
  assert.ok(!feed('a\x04').kinds.includes('endOfInput'));
});
test('cursor keys and other control characters are swallowed', () => {
  assert.deepEqual(feed('l\x1b[A\x1b[1;5Cs\x1bOP\x07\t\r').lines, ['ls']);
});
test('what is echoed never holds a control character but those of erasing', () => {
  fc.assert(
    fc.property(anyText(), (text) => {
      const echo = feed(text).echo.replaceAll('\b \b', '');
      assert.ok([...echo].every((char) => char >= ' '));
    }),
  );
});
