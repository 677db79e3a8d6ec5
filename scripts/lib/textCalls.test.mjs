import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writeFamilyTexts } from './familyRules.mjs';
import { readTexts, textFiles } from './languages.mjs';
import { listSources, readSource } from './sources.mjs';
import { listKeys } from './textCalls.mjs';

test('texts may contain quotes or be templates without placeholders, and unreadable texts are refused', () => {
  assert.deepEqual(listKeys("l10n.t(`It's {0}`, a); l10n.t('\"12|3\"'); l10n.t('one\\ntwo');"), [
    "It's {0}",
    '"12|3"',
    'one\ntwo',
  ]);
  assert.throws(() => listKeys(`l10n.t('{0}', /["]/.test(a));`), /a quotation mark is not closed/);
});

test('the sources use every text for translators, and no others', () => {
  const sources = [...listSources().map((file) => readSource(file)), writeFamilyTexts()];
  const asked = new Set(sources.flatMap(listKeys));
  assert.deepEqual([...asked].sort(), Object.keys(readTexts(textFiles.code())).sort());
});
