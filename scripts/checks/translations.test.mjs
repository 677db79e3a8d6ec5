import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { languages, listUntranslated } from '../lib/languages.mjs';
import { findTranslationFaults, judgeTranslation } from './translations.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'translations-test-'));
after(() => rmSync(folder, { recursive: true }));

/** Writes a product with one text in its code and one in its manifest, and the given French translations. */
function writeTexts({ code, manifest }) {
  mkdirSync(path.join(folder, 'l10n'), { recursive: true });
  const write = (file, content) => writeFileSync(path.join(folder, file), JSON.stringify(content));
  write('l10n/bundle.l10n.json', { Delete: 'Delete' });
  write('package.nls.json', { 'view.failures': 'Failures' });
  for (const language of languages) {
    write(`l10n/bundle.l10n.${language}.json`, { Delete: 'X' });
    write(`package.nls.${language}.json`, { 'view.failures': { message: 'Y', comment: ['Failures'] } });
  }
  if (code) write('l10n/bundle.l10n.fr.json', code);
  if (manifest) write('package.nls.fr.json', manifest);
}

test('a product whose texts are all translated has no faults', () => {
  writeTexts({});
  assert.deepEqual(findTranslationFaults(folder), []);
});

test('unused translations and translations of an older English text are found', () => {
  writeTexts({ code: { Remove: 'Retirer' }, manifest: { 'view.failures': { message: 'Y', comment: ['Errors'] } } });
  assert.deepEqual(findTranslationFaults(folder), [
    'l10n/bundle.l10n.fr.json: left over: "Remove"',
    'package.nls.fr.json: made from a different English text: "view.failures" (its comment is the English text: translate it again)',
  ]);
});

test('a text without a translation stays English and is counted', () => {
  writeTexts({ code: {} });
  assert.deepEqual(findTranslationFaults(folder), []);
  assert.deepEqual(listUntranslated(folder), ['l10n/bundle.l10n.fr.json: Delete']);
});

const right = [
  ['fr', 'Task {0}: failed', 'Tâche {0}\u00a0: en échec'],
  ['fr', 'Open `a: b`; then 10:14', 'Ouvrir `a: b`\u00a0; puis 10:14'],
  ['fr', 'The task “{0}” failed.', 'La tâche «\u00a0{0}\u00a0» a échoué.'],
  ['fr', 'Look for “E:” in it.', 'Cherchez-y «\u00a0E:\u00a0».'],
  ['nl', 'The task “{0}” is done.', 'De taak ‘{0}’ is klaar.'],
  ['sv', 'Open the Command Palette', 'Öppna kommandopaletten (Command Palette)'],
  ['sv', 'jobs', 'jobb som körs'],
];
for (const [language, english, text] of right)
  test(`${language}: "${text}" is right`, () => assert.deepEqual(judgeTranslation(language, english, text), []));

const wrong = [
  ['fr', 'Task {0} failed', 'La tâche a échoué', /the parts/],
  ['fr', 'Read `a`', 'Lire `b`', /the `code`/],
  ['nl', 'Read [it](x.md)', 'Lees [het](y.md)', /link targets/],
  ['sv', '$(warning) Failed', 'Misslyckad', /icons/],
  ['sv', ' failed', 'misslyckad', /spaces/],
  ['sv', 'Retry…', 'Försök igen', /the end/],
  ['nl', 'It failed.', 'Het is mislukt', /the end/],
  ['nl', 'One\ntwo', 'Een twee', /number of lines/],
  ['fr', 'Cause: {0}', 'Cause : {0}', /no-break space/],
  ['fr', 'Cause: {0}', 'Cause: {0}', /no-break space/],
  ['fr', 'Cause: {0}', 'Cause\u0001 {0}', /control character/],
  ['fr', 'The log', "L'journal", /apostrophe/],
  ['nl', 'Programs', "Programma's", /apostrophe/],
  ['fr', '“{0}”', '“{0}”', /quotation/],
  ['nl', '“{0}”', '“{0}”', /quotation/],
  ['sv', '“{0}”', '“{0}”', /quotation/],
  ['fr', 'The task was retried.', 'La tâche was retried.', /"was" is English/],
  ['sv', 'The task failed.', 'The uppgift misslyckades.', /"The" is English/],
  ['nl', 'Open the log of the task', 'Het logboek van de taak openen in een nieuw venster', /longer than 42/],
  ['fr', 'Running', 'elle est en cours d’exécution', /longer than 25/],
];
for (const [language, english, text, fault] of wrong)
  test(`${language}: "${text}" for "${english}" is wrong`, () => {
    const faults = judgeTranslation(language, english, text);
    assert.equal(faults.length, 1, faults.join('\n'));
    assert.match(faults[0], fault);
  });
