import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import * as l10n from '@vscode/l10n';
import { configureText } from '../core/text/configureText.ts';
import { listPlain } from '../core/text/lists.ts';
import { readTexts } from './texts.ts';

const root = path.resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'azure-batch-troubleshooter-texts-'));
const packed = path.join(folder, 'dist/l10n');
const messages: string[] = [];
const log = {
  info: (entry: string) => messages.push(`info ${entry}`),
  warn: (entry: string) => messages.push(`warn ${entry}`),
};
const sayOpen = (): string => l10n.t({ message: 'Open', comment: ['State of a door'] });

const write = (name: string, texts: Readonly<Record<string, string>>): void =>
  writeFileSync(path.join(folder, 'l10n', name), JSON.stringify(texts));

async function speak(language: string, place = packed): Promise<void> {
  configureText(language, await readTexts(language, place, log));
}

before(() => {
  mkdirSync(path.join(folder, 'l10n'));
  write('bundle.l10n.json', { 'Task {0} was deleted.': '', Open: '', 'Open/State of a door': '', Later: '' });
  write('bundle.l10n.sv.json', {
    'Task {0} was deleted.': 'Uppgiften {0} togs bort 🙂.',
    Open: 'Öppna',
    'Open/State of a door': 'Öppen',
  });
  const script = path.join(root, 'scripts/lib/packedTexts.mjs');
  assert.equal(spawnSync(process.execPath, [script, folder, 'sv']).status, 0);
});
beforeEach(() => {
  messages.length = 0;
});
after(() => {
  configureText('en', undefined);
  rmSync(folder, { recursive: true });
});

test('packed texts are found by their English and by what is said of it, and are English where one is missing', async () => {
  await speak('sv');
  assert.equal(l10n.t('Task {0} was deleted.', 'a'), 'Uppgiften a togs bort 🙂.');
  assert.equal(l10n.t('Open'), 'Öppna');
  assert.equal(sayOpen(), 'Öppen');
  assert.equal(l10n.t('Later'), 'Later');
  assert.equal(l10n.t('Never heard of'), 'Never heard of');
  assert.deepEqual(messages, []);
});

test('for English no file is read', async () => {
  for (const language of ['en', 'en-us']) await speak(language, path.join(folder, 'nowhere'));
  assert.equal(l10n.t('Open'), 'Open');
  assert.deepEqual(messages, []);
});

test('a language that there are no texts in is told to the log, and English is spoken', async () => {
  await speak('sv');
  await speak('de');
  assert.equal(l10n.t('Open'), 'Open');
  assert.equal(messages.length, 1);
  assert.match(messages[0] ?? '', /^info there are no texts in the language de, and English is spoken/);
});

const damages: Readonly<Record<string, (place: string) => void>> = {
  'cut off': (place) => truncateSync(path.join(place, 'sv.json.br'), 20),
  'of another version': (place) => truncateSync(path.join(place, 'english.crc32'), 8),
  'of something else': (place) => cpSync(path.join(place, 'english.crc32'), path.join(place, 'sv.json.br')),
};
for (const [how, damage] of Object.entries(damages))
  test(`a file that is ${how} is told to the log as a warning, and English is spoken`, async () => {
    const damaged = mkdtempSync(path.join(folder, 'damaged-'));
    cpSync(packed, damaged, { recursive: true });
    damage(damaged);
    await speak('sv', damaged);
    assert.equal(l10n.t('Open'), 'Open');
    assert.equal(listPlain(['1', '2']), '1, 2');
    assert.equal(messages.length, 1);
    assert.match(messages[0] ?? '', /^warn there are no texts in the language sv/);
  });
