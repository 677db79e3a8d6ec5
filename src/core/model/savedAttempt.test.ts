import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseSavedAttempt } from './savedAttempt.ts';

const attempt = { savedAt: '2026-11-20T09:14:00Z', action: 'retry', task: { id: 'frame-1' } };
const parse = (log: object) => parseSavedAttempt(JSON.stringify({ ...attempt, logs: [log] }))?.logs[0];

test('the reason why a log was not read is restored as saved', () => {
  const log = { path: 'stderr.txt', unread: { kind: 'gone', why: 'It is gone.' } };
  assert.deepEqual(parse(log), log);
});

test('a journal of an older version, which has only a sentence, is read', () => {
  const log = parse({ path: 'stderr.txt', missing: 'stderr.txt was cleaned up.' });
  assert.deepEqual(log?.unread, { kind: 'notRead', why: 'stderr.txt was cleaned up.' });
});
