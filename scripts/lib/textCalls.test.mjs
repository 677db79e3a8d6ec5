import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTexts, textFiles } from './languages.mjs';
import { listSources, readSource } from './sources.mjs';
import { listKeys, replaceTexts } from './textCalls.mjs';

test('what stands for a text takes its place with what was said to translators, and all else stays in its line', () => {
  const source = [
    "const one = l10n.t('It is {state}', { state: l10n.t({ message: 'open', comment: ['Of a', ' door'] }) });",
    'const two = l10n.t({',
    "  message: '{count} left',",
    '  args: { count },',
    "  comment: ['Of \\'eggs\\''],",
    '});',
    "const three = l10n.t('new', [l10n.t('It is {state}')], name);",
  ];
  const known = new Map([
    ['It is {state}', '7'],
    ['open/Of a door', '8'],
    ["{count} left/Of 'eggs'", '9'],
  ]);
  assert.deepEqual(replaceTexts(source.join('\n'), known).split('\n'), [
    'const one = l10n.t("7", { state: l10n.t("8") });',
    'const two = l10n.t("9", { count }',
    '',
    '',
    '',
    ');',
    `const three = l10n.t('new', [l10n.t("7")], name);`,
  ]);
});

test('a text may have quotes, a template without parts may be one, and what cannot be read is refused', () => {
  assert.deepEqual(listKeys("l10n.t(`It's {0}`, a); l10n.t('\"12|3\"'); l10n.t('one\\ntwo');"), [
    "It's {0}",
    '"12|3"',
    'one\ntwo',
  ]);
  assert.throws(() => listKeys(`l10n.t('{0}', /["]/.test(a));`), /a quotation mark is not closed/);
});

test('every text for translators is asked for, and every one that is asked for is there', () => {
  const asked = new Set(listSources().flatMap((file) => listKeys(readSource(file))));
  assert.deepEqual([...asked].sort(), Object.keys(readTexts(textFiles.code())).sort());
});
