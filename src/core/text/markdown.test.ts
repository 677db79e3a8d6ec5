import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { escapeMarkdown, toCodeBlock, toCodeSpan, withoutEscapes } from './markdown.ts';

test('A9-18 markup shows as text', () => {
  assert.equal(escapeMarkdown('[run](command:x) <b>*!*</b>'), '\\[run\\](command:x) \\<b>\\*!\\*\\</b>');
  assert.equal(escapeMarkdown('# head'), '\\# head');
  assert.equal(escapeMarkdown('1. item'), '1\\. item');
  assert.equal(escapeMarkdown('a\n- b'), 'a\\u{a}- b');
  assert.equal(escapeMarkdown('input_0001.exr'), 'input_0001.exr');
  assert.equal(escapeMarkdown('_x_'), '\\_x\\_');
});

test('marks without a meaning in their place stay unchanged', () => {
  for (const text of ['[Errno 2] a', 'a -> b < c > d', 'C:\\Users\\x', 'x[0].y', 'if a[i] < b: c'])
    assert.equal(escapeMarkdown(`at ${text} it failed`), `at ${text} it failed`);
  assert.equal(escapeMarkdown('[Errno 2]'), '\\[Errno 2\\]');
  assert.equal(escapeMarkdown('[ ] done'), '\\[ ] done');
  assert.equal(escapeMarkdown('[x]: /a'), '\\[x\\]: /a');
  assert.equal(escapeMarkdown('![x](y) [a][b]'), '![x\\](y) [a\\][b\\]');
  assert.equal(escapeMarkdown('> quoted'), '\\> quoted');
  assert.equal(escapeMarkdown('a\\*b\\'), 'a\\\\\\*b\\\\');
});

test('A9-19 a command link in a message is text in a tooltip and in a document', () => {
  const message = 'failed: [fix](command:workbench.action.terminal.sendSequence?%7B%22text%22%3A%22x%22%7D "now")';
  assert.doesNotMatch(escapeMarkdown(message), /(?<!\\)\]\(/);
  assert.ok(escapeMarkdown(message).startsWith('failed: [fix\\](command:'));
  assert.equal(toCodeSpan(message), `\`${message}\``);
});

test('A9-23 a message with table marks or a formula does not break a table', () => {
  const cells = ['=HYPERLINK("x","y")|z', 'a\\|b', 'c\n|---|\n| d |'];
  const table = `| a | b | c |\n|---|---|---|\n| ${cells.map(escapeMarkdown).join(' | ')} |`;
  const [, , ...rows] = table.split('\n');
  assert.equal(rows.length, 1);
  const bars = rows[0]?.match(/(?<!\\)(?:\\\\)*\|/g) ?? [];
  assert.equal(bars.length, cells.length + 1, rows[0]);
});

test('an address is code and never a link', () => {
  assert.equal(escapeMarkdown('see https://a.b/c_d?x=1 now'), 'see `https://a.b/c_d?x=1` now');
});

test('punctuation around an address is not part of it', () => {
  assert.equal(
    escapeMarkdown('see https://a.b/c?d=[hidden], or (https://e).'),
    'see `https://a.b/c?d=[hidden]`, or (`https://e`).',
  );
  assert.equal(escapeMarkdown('“GET https://a.b/c”.'), '“GET `https://a.b/c`”.');
});

test('a fence is longer than any run of backticks in its block', () => {
  assert.equal(toCodeSpan('a`b'), '``a`b``');
  assert.equal(toCodeSpan('`'), '`` ` ``');
  assert.equal(toCodeBlock('```\nx\n````'), '`````text\n```\nx\n````\n`````');
});

test('no text leaves its code block', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('`', '```', '\n', 'x', '~~~', ' ')), (parts) => {
      const lines = toCodeBlock(parts.join('')).split('\n');
      const fence = lines.at(-1) ?? '';
      assert.ok(lines[0]?.startsWith(fence));
      for (const line of lines.slice(1, -1)) assert.ok(!line.includes(fence));
    }),
  );
});

test('unescaping restores a text, and leaves code unchanged', () => {
  assert.equal(withoutEscapes(escapeMarkdown('$PendingTasks and input-*.exr')), '$PendingTasks and input-*.exr');
  fc.assert(
    fc.property(fc.stringMatching(/^[!-~]{0,12}$/), (text) => {
      const line = `${escapeMarkdown(text)} ${toCodeSpan(text)}.`;
      const isAddress = text.includes('://');
      if (!isAddress) assert.equal(withoutEscapes(line), `${text} ${toCodeSpan(text)}.`);
      assert.equal(withoutEscapes(toCodeBlock(text)), toCodeBlock(text));
    }),
  );
  const block = `- File:\n\n${toCodeBlock('a \\* b\n``` \\$')}\n\n`.replaceAll(/^(?=[`a])/gm, '  ');
  assert.equal(withoutEscapes(`${block}\\$x`), `${block}$x`);
});
