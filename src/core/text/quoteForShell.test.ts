import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import fc from 'fast-check';
import { toVisible } from './escape.ts';
import { quoteForTerminal } from './quoteForShell.ts';

const odd = [
  "'",
  '"',
  '\\',
  '$',
  '`',
  '!',
  ' ',
  '\n',
  '\u001b',
  '\u009b',
  '\u200b',
  '\u202e',
  '\u007f',
  '7',
  'é',
  '😀',
];
const character = fc.oneof(
  fc.constantFrom(...odd),
  fc.string({ minLength: 1, maxLength: 1, unit: 'binary-ascii' }).filter((one) => one !== '\0'),
);

test('a pasted word reaches a shell unchanged, and contains nothing invisible', {
  skip: process.platform === 'win32',
}, () => {
  const words = fc.sample(fc.array(character, { maxLength: 10 }), 500).map((parts) => parts.join(''));
  for (const word of words) assert.equal(toVisible(quoteForTerminal(word)), quoteForTerminal(word));
  const script = `printf '%s\\0' ${words.map((word) => `.${quoteForTerminal(word)}`).join(' ')}`;
  const read = execFileSync('bash', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
  assert.deepEqual(
    read,
    words.map((word) => `.${word}`),
  );
});
