import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { configureText, passTexts } from './configureText.ts';

afterEach(() => configureText('en', undefined));

test('a bundle that another bundle loads gets the same language and texts', () => {
  const given: unknown[] = [];
  const take = (...all: readonly unknown[]): number => given.push(all);
  passTexts(take);
  const texts = { Open: 'Öppna' };
  configureText('sv', texts);
  passTexts(take);
  assert.deepEqual(given, [
    ['en', undefined],
    ['sv', texts],
  ]);
});
