import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { listAll, listAny, listPlain } from './lists.ts';
import { setLocale } from './locale.ts';
import { plural } from './plural.ts';

afterEach(() => setLocale('en', false));

const forms = { one: 'one', other: 'other' };

test("the language of the texts determines the form, not the editor's", () => {
  setLocale('ja', false);
  assert.deepEqual([plural(1, forms), plural(2, forms)], ['one', 'other'], 'the texts are English still');
  setLocale('ja', true);
  assert.deepEqual([plural(1, forms), plural(2, forms)], ['other', 'other']);
  setLocale('fr', true);
  assert.deepEqual([plural(0, forms), plural(1, forms), plural(2, forms)], ['one', 'one', 'other']);
  assert.equal(plural(1_000_000, forms), 'other', 'after digits a million has no form of its own');
});

test('a missing form is replaced by the other form', () => {
  setLocale('pl', true);
  assert.equal(plural(3, { ...forms, few: 'few' }), 'few');
  assert.equal(plural(5, { ...forms, few: 'few' }), 'other');
});

test('a text for exactly one is used for no other number', () => {
  setLocale('ru', true);
  assert.deepEqual([plural(1, { '=1': 'this', ...forms }), plural(21, { '=1': 'this', ...forms })], ['this', 'one']);
});

test('a text for exactly zero is used for no other number, whatever the plural form of 0', () => {
  setLocale('fr', true);
  assert.deepEqual([plural(0, { '=0': 'none', ...forms }), plural(1, { '=0': 'none', ...forms })], ['none', 'one']);
});

test('an unknown language is treated as English', () => {
  for (const language of ['qps-ploc', '', 'en_US', 'klingon-x', 'not a language']) {
    setLocale(language, true);
    assert.deepEqual([plural(1, forms), plural(0, forms)], ['one', 'other'], language);
    assert.equal(listAll(['a', 'b', 'c']), 'a, b, and c');
  }
});

test('lists are joined as usual in the language', () => {
  assert.deepEqual([listAny(['a', 'b']), listPlain(['a', 'b', 'c'])], ['a or b', 'a, b, c']);
  setLocale('de', true);
  assert.equal(listAll(['a', 'b', 'c']), 'a, b und c');
});
