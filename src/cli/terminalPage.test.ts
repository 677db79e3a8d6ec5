import assert from 'node:assert/strict';
import { test } from 'node:test';
import { escapeMarkdown, toCodeBlock, toCodeSpan } from '../core/text/markdown.ts';
import { toTerminalText } from './terminalPage.ts';

/** Draws with visible marks in place of colors. */
const draw = (markdown: string, columns?: number, isLinked = false): string =>
  toTerminalText(markdown, { columns, isLinked, paint: (look, text) => `<${look}:${text}>` });

test('headings, bold text, code, commands, and links are painted, and no markup is left', () => {
  assert.equal(draw('# a `b` failed'), '<strong:a b failed>');
  assert.equal(draw('**node error** · job j'), '<strong:node error> · job j');
  assert.equal(draw('Raise `slots` from 1'), 'Raise <command:slots> from 1');
  assert.equal(
    draw('1. Retry. [azure-batch-why retry j] [In VS Code: Fix]'),
    '1. Retry. <command:[azure-batch-why retry j] [In VS Code: Fix]>',
  );
  assert.equal(draw('More: [A page](https://x.example/a)'), 'More: A page (https://x.example/a)');
  assert.equal(
    draw('More: [A page](https://x.example/a)', 80, true),
    'More: \u001b]8;;https://x.example/a\u001b\\<link:A page>\u001b]8;;\u001b\\',
  );
  assert.equal(draw('- a\n- b\n  - c'), '• a\n• b\n  • c');
  assert.equal(draw('a\n\n---\n\nb'), `a\n\n<quiet:${'─'.repeat(40)}>\n\nb`);
});

test('lines are wrapped below their text, but never lines of logs and commands', () => {
  assert.equal(draw('1. one two three four', 10), '1. one two\n   three\n   four');
  assert.equal(draw('- one two three', 9), '• one two\n  three');
  assert.equal(draw('**one two** three', 7), '<strong:one two>\nthree');
  assert.equal(draw(toCodeBlock('1 | a very long line'), 8), '  1 | a very long line');
  assert.equal(draw('do [azure-batch-why retry job]', 12), 'do\n<command:[azure-batch-why retry job]>');
});

test('foreign text is shown as it is', () => {
  for (const text of [
    '**a** `b` [c](https://d.example) # e',
    '1. x',
    '[x][y]',
    '- a',
    'a*b_c_',
    '\\*',
    '<b>',
    '] [',
    '# #',
  ])
    assert.equal(draw(escapeMarkdown(text)).replaceAll(/<command:([^>]*)>/g, '$1'), text);
  assert.equal(draw(toCodeSpan('a`b')), '<command:a`b>');
  assert.equal(draw(toCodeSpan('`a')), '<command:`a>');
});
