import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withoutButtons } from './withoutButtons.ts';

test('buttons at the end of lines are removed, and brackets in logs and code stay', () => {
  const page = [
    '1. Correct the code. [Open clean.py] [Fix and Resubmit…]',
    '[Retry This Task]',
    '',
    'The line is `row["amount"]`',
    'It wrote row["amount"]',
    '',
    '```text',
    '5 |     row["amount"]',
    '6 | done [ok]',
    '```',
    '',
    'Then retry. [Retry…]',
  ];
  assert.equal(
    withoutButtons(page.join('\n')),
    [
      '1. Correct the code.',
      '',
      'The line is `row["amount"]`',
      'It wrote row["amount"]',
      '',
      '```text',
      '5 |     row["amount"]',
      '6 | done [ok]',
      '```',
      '',
      'Then retry.',
    ].join('\n'),
  );
});
