import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { escapeMarkdown, toCodeBlock, toCodeSpan } from './markdown.ts';

test('markup shows as text', () => {
  assert.equal(escapeMarkdown('[run](command:x) <b>*!*</b>'), '\\[run\\](command:x) \\<b\\>\\*!\\*\\</b\\>');
  assert.equal(escapeMarkdown('# head'), '\\# head');
  assert.equal(escapeMarkdown('1. item'), '1\\. item');
  assert.equal(escapeMarkdown('a\n- b'), 'a\\\\u{a}- b');
  assert.equal(escapeMarkdown('input_0001.exr'), 'input_0001.exr');
  assert.equal(escapeMarkdown('_x_'), '\\_x\\_');
});

test('an address is code and never a link', () => {
  assert.equal(escapeMarkdown('see https://a.b/c_d?x=1 now'), 'see `https://a.b/c_d?x=1` now');
});

test('what ends the sentence around an address is no part of it', () => {
  assert.equal(
    escapeMarkdown('see https://a.b/c?d=[hidden], or (https://e).'),
    'see `https://a.b/c?d=[hidden]`, or (`https://e`).',
  );
  assert.equal(escapeMarkdown('“GET https://a.b/c”.'), '“GET `https://a.b/c`”.');
});

test('fences are longer than any run inside', () => {
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
