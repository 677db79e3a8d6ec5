import assert from 'node:assert/strict';
import { afterEach, mock, test } from 'node:test';
import { capitalize, setLocale } from './locale.ts';

afterEach(() => {
  mock.restoreAll();
  setLocale('en', false);
});

test('what Intl knows is asked when something is formatted first, and once', () => {
  const asked = mock.method(Intl.NumberFormat, 'supportedLocalesOf');
  setLocale('tr', true);
  assert.equal(asked.mock.callCount(), 0);
  assert.equal(capitalize('iş'), 'İş');
  assert.equal(capitalize('iki'), 'İki');
  assert.equal(asked.mock.callCount(), 1);
});
