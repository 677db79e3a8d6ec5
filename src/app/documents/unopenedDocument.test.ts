import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BatchError } from '../../core/model/batchError.ts';
import type { DocumentTarget } from '../../core/places/documentPath.ts';
import { writeUnopened } from './unopenedDocument.ts';

const error = new BatchError({ code: 'KeyMissing', message: 'The key for contoso is missing.' });
const accounts = { findStore: () => undefined };
const task = { kind: 'task', accountId: 'contoso', jobId: 'j', taskId: 't' } as const;
const comparison: DocumentTarget = { resource: task, document: 'comparison', other: { jobId: 'j', taskId: 'u' } };

test('a document of an account that cannot be opened gives the reason, as a page or as text', () => {
  const page = writeUnopened(accounts, comparison, error);
  assert.ok(typeof page === 'object');
  assert.match(page.text, /The account could not be opened[\s\S]*The key for contoso is missing\./);
  const log: DocumentTarget = {
    resource: { ...task, kind: 'taskFile', path: 'stderr.txt' },
    document: 'masked',
    other: { jobId: 'j', taskId: 'u' },
  };
  assert.equal(writeUnopened(accounts, log, error), 'The key for contoso is missing.\n');
});

test('an error is thrown unless it says that the account cannot be opened', () => {
  const other = new TypeError('no function');
  assert.throws(() => writeUnopened(accounts, comparison, other), other);
  assert.throws(() => writeUnopened(accounts, { resource: task, document: 'json' }, error), error);
});
