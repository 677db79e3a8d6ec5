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

test('the start of a line is capitalized unless it is a name', () => {
  assert.equal(capitalize('node 3 is offline'), 'Node 3 is offline');
  for (const name of ['setup.sh is missing', './run is missing', 'my_tool failed', 'iPhone', 'data/in.csv is empty'])
    assert.equal(capitalize(name), name);
  assert.equal(capitalize('killed.'), 'Killed.');
});
