import assert from 'node:assert/strict';
import { test } from 'node:test';
import { categorizeMessage } from './logCause.ts';

test('takes a number for an HTTP status only where one is spoken of', () => {
  assert.equal(categorizeMessage('The storage account answered with status code 403.'), 'auth-storage');
  assert.equal(categorizeMessage('HTTP 429'), 'throttled');
  assert.equal(categorizeMessage('429 Too Many Requests'), 'throttled');
  assert.equal(categorizeMessage('Task 429 of 500 ended with 403 records'), undefined);
});
