import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isUnanswered } from './unanswered.ts';

const cases: readonly (readonly [text: string, isBlockable: boolean])[] = [
  ['curl: (28) Failed to connect to a.example.com port 443 after 130000 ms: Connection timed out', true],
  ['requests.exceptions.ConnectTimeout: Connection to a.example.com timed out', true],
  ['Could not connect to archive.example.com:80 (10.1.2.3), connection timed out', true],
  ['curl: (7) Failed to connect to a.example.com port 443: Connection refused', false],
  ['curl: (6) Could not resolve host: a.example.com', false],
  ['java.net.SocketTimeoutException: Read timed out', false],
  ['dial tcp 127.0.0.1:5432: connect: connection timed out', false],
  ['Error: No such file or directory', false],
];

for (const [text, isBlockable] of cases)
  test(`a network can${isBlockable ? '' : "'t"} cause this: ${text}`, () => {
    assert.equal(isUnanswered({ category: 'other', evidence: [{ text, isCause: true }] }), isBlockable);
    assert.equal(isUnanswered({ category: 'other', evidence: [{ text }] }), false, 'only the decisive line counts');
  });
