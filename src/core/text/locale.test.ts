import assert from 'node:assert/strict';
import { afterEach, mock, test } from 'node:test';
import { capitalize, setLocale } from './locale.ts';

afterEach(() => {
  mock.restoreAll();
  setLocale('en', false);
});

test('supported locales are queried once, at the first formatting', () => {
  const asked = mock.method(Intl.NumberFormat, 'supportedLocalesOf');
  setLocale('tr', true);
  assert.equal(asked.mock.callCount(), 0);
  assert.equal(capitalize('iş'), 'İş');
  assert.equal(capitalize('iki'), 'İki');
  assert.equal(asked.mock.callCount(), 1);
});
