import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anyText } from '../../../test/builders/anyText.ts';
import type { Attempt } from '../../service/ports.ts';
import { toLogEntry, toLogLine } from './logEntry.ts';

test('A9-20 no text in a log entry is invisible, ends its line, or looks like another entry', () => {
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

test('an entry contains no secret, even across several lines', () => {
  const entry = toLogEntry('POST failed: -----BEGIN PRIVATE KEY-----\nMIIEvQ\n-----END PRIVATE KEY-----\nsig=abcdef');
  assert.ok(entry.startsWith('POST failed: [hidden]'), entry);
  assert.ok(entry.endsWith('sig=[hidden]'), entry);
});

test('a stack is shown on one line, and a very long one is truncated', () => {
  assert.equal(toLogEntry('Error: no\n    at run (a.ts:1:2)\n    at b'), 'Error: no ↵ at run (a.ts:1:2) ↵ at b');
  assert.equal(toLogEntry('x'.repeat(100_000)).length, 4000);
});

const answered: Attempt = {
  accountId: 'contoso.westeurope.batch.azure.com',
  method: 'GET',
  path: '/jobs?maxresults=100',
  attempt: 1,
  status: 200,
  durationMs: 12.4,
  requestId: 'r-1',
  clientRequestId: 'c-1',
  apiVersion: '2025-06-01',
};

test('an attempt is logged with its request, answer, duration, and request IDs', () => {
  assert.equal(
    toLogLine(answered),
    'GET /jobs?maxresults=100 200 in 12 ms · attempt 1 · api 2025-06-01 · contoso.westeurope.batch.azure.com · request r-1 · client request c-1',
  );
});

test('a refused attempt is logged with the code and the wait before the next attempt', () => {
  const line = toLogLine({ ...answered, status: 429, code: 'TooManyRequests', attempt: 2, retryInMs: 1200 });
  assert.match(line, /429 TooManyRequests in 12 ms · attempt 2 .* next attempt in 1200 ms$/);
});

test('an attempt without an answer is marked as such', () => {
  const { status: _status, ...lost } = answered;
  assert.match(toLogLine(lost), /^GET \/jobs\?maxresults=100 no response in 12 ms/);
  assert.match(toLogLine({ ...lost, code: 'ConnectionReset' }), / ConnectionReset in 12 ms/);
});

test('an attempt that went to another host is logged with that host', () => {
  const line = toLogLine({
    ...answered,
    host: 'management.azure.com',
    path: '/subscriptions',
    apiVersion: '2022-12-01',
  });
  assert.match(line, /^GET management\.azure\.com\/subscriptions 200 .* api 2022-12-01/);
});
