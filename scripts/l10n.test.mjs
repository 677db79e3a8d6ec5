import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { compareTexts, dropStaleTranslations, findUnseen, keepTextCalls } from './l10n.mjs';
import { languages, readTexts, textFiles } from './lib/languages.mjs';

test('missing and unused texts are reported with the fix', () => {
  assert.deepEqual(compareTexts({ a: 'a', b: 'b' }, { b: 'b', c: 'c' }), [
    'not in the file: a',
    'in no source: c',
    'Run npm run l10n, which rewrites l10n/bundle.l10n.json.',
  ]);
  assert.deepEqual(compareTexts({ a: 'a' }, { a: 'a' }), []);
});

test('only the calls with texts are kept, and a different name for l10n is refused', () => {
  const inner = "l10n.t({ message: 'a)', comment: ['b'] })";
  const sources = [`const say = (id) => l10n.t('No {0} (yet)', id) + f(\`\${${inner}}\`);`, 'export const none = 1;'];
  assert.equal(keepTextCalls(sources), `import { l10n } from 'vscode';\nl10n.t('No {0} (yet)', id);\n${inner}`);
  assert.throws(() => keepTextCalls(["import { l10n as texts } from 'vscode';"]), /another name for l10n/);
});

test('a text in a call that translators do not see is reported', () => {
  const seen =
    "l10n.t({ message: 'Open', comment: ['Of a', ' door'] }); l10n.t(known); l10n.t('{0} left', l10n.t('One'))";
  const unseen = "const comment = ['Of a door']; l10n.t({ message: 'Shut', comment });";
  const texts = { 'Open/Of a door': '', '{0} left': '', One: '' };
  assert.deepEqual(findUnseen(texts, [seen]), []);
  assert.deepEqual(findUnseen(texts, [unseen]), [
    'not seen by translators: Shut/ (write message and comment as literals in the call)',
  ]);
});

test('a translation whose text is gone is dropped, and shown for the text that took its place', (context) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'l10n-'));
  context.after(() => rmSync(folder, { recursive: true }));
  mkdirSync(path.join(folder, 'l10n'));
  const write = (file, content) => writeFileSync(path.join(folder, file), JSON.stringify(content));
  write('l10n/bundle.l10n.json', { Open: 'Open', 'Shut it': 'Shut it' });
  for (const language of languages) write(`l10n/bundle.l10n.${language}.json`, { Open: 'Ouvrir', Shut: 'Fermer' });
  assert.equal(dropStaleTranslations(textFiles.code, folder)[0], 'l10n/bundle.l10n.fr.json: Shut → Fermer');
  assert.deepEqual(readTexts('l10n/bundle.l10n.fr.json', folder), { Open: 'Ouvrir' });
  assert.deepEqual(dropStaleTranslations(textFiles.code, folder), []);
});
