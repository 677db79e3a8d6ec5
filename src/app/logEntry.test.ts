import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anyText } from '../../test/builders/anyText.ts';
import { toLogEntry } from './logEntry.ts';

test('A9-20 nothing in a log entry is unseen, ends its line, or passes for another entry', () => {
  const forged = 'gone\r\n2026-11-20 09:00:00.000 [info] all is well\u001b[2J\u009b31m\u0007\u202e\u200b\u2028x';
  assert.equal(
    toLogEntry(forged),
    'gone ↵ 2026-11-20 09:00:00.000 [info] all is well\\u{1b}[2J\\u{9b}31m\\u{7}\\u{202e}\\u{200b}\\u{2028}x',
  );
  fc.assert(
    fc.property(anyText(), (text) => {
      assert.doesNotMatch(toLogEntry(text), /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    }),
  );
});

test('an entry holds no secret, also not one of several lines', () => {
  const entry = toLogEntry('POST failed: -----BEGIN PRIVATE KEY-----\nMIIEvQ\n-----END PRIVATE KEY-----\nsig=abcdef');
  assert.ok(entry.startsWith('POST failed: [hidden]'), entry);
  assert.ok(entry.endsWith('sig=[hidden]'), entry);
});

test('a stack is read on one line, and one without end is cut', () => {
  assert.equal(toLogEntry('Error: no\n    at run (a.ts:1:2)\n    at b'), 'Error: no ↵ at run (a.ts:1:2) ↵ at b');
  assert.equal(toLogEntry('x'.repeat(100_000)).length, 4000);
});
