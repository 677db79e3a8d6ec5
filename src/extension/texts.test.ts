import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import * as l10n from '@vscode/l10n';
import { configureText } from '../core/text/configureText.ts';
import { listPlain } from '../core/text/lists.ts';
import { openTexts } from './texts.ts';

const root = path.resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'azure-batch-troubleshooter-texts-'));
const packed = path.join(folder, 'dist/l10n');
const messages: string[] = [];
const log = {
  info: (entry: string) => messages.push(`info ${entry}`),
  warn: (entry: string) => messages.push(`warn ${entry}`),
};
const write = (name: string, texts: object): void =>
  writeFileSync(path.join(folder, 'l10n', name), JSON.stringify(texts));

function speak(language: string, place = packed): void {
  const { texts, isTranslated } = openTexts(language, place, log);
  configureText(language, texts, isTranslated);
}

/** What is said in the place of a text, as bundles ask for it. */
const say = (place: number, ...args: string[]): string => l10n.t(String(place), ...args);

before(() => {
  mkdirSync(path.join(folder, 'l10n'));
  const open = { message: 'Open', comment: ['State of a door'] };
  write('bundle.l10n.json', { '{0} is gone': '{0} is gone', 'Open/State of a door': open, Later: 'Later' });
  write('bundle.l10n.sv.json', { Later: 'Senare', 'Open/State of a door': 'Öppen 🙂' });
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

test('texts are found by their place, and are English where one is missing', () => {
  speak('sv');
  assert.equal(say(1), 'Öppen 🙂');
  assert.equal(say(2), 'Senare');
  assert.equal(say(0, 'a'), 'a is gone');
  assert.equal(listPlain(['1', '2']), '1, 2');
  assert.deepEqual(messages, []);
});

test('English is a language like others', () => {
  for (const language of ['en', 'en-us']) {
    speak(language);
    assert.equal(say(1), 'Open');
    assert.equal(say(0, 'a'), 'a is gone');
  }
  assert.deepEqual(messages, []);
});

test('nothing is read before the first text is said', () => {
  const place = mkdtempSync(path.join(folder, 'late-'));
  speak('en', place);
  cpSync(packed, place, { recursive: true });
  assert.equal(say(1), 'Open');
  assert.deepEqual(messages, []);
});

test('a text that is asked for with its English needs no list in English', () => {
  speak('en', path.join(folder, 'nowhere'));
  assert.equal(l10n.t('0|{0} is\ngone', 'a'), 'a is\ngone');
  assert.deepEqual(messages, []);
  speak('sv');
  assert.equal(l10n.t('2|Later'), 'Senare');
});

test('a language that there are no texts in is told to the log, and English is spoken', () => {
  speak('sv');
  speak('de');
  assert.equal(say(1), 'Open');
  assert.deepEqual(messages, ['info there are no texts in the language de, and English is spoken']);
});

test('a regional variant speaks its language, as the manifest does, and writes numbers as its region', () => {
  for (const language of ['sv-fi', 'sv-FI']) {
    speak(language);
    assert.equal(say(1), 'Öppen 🙂');
  }
  assert.deepEqual(messages, []);
});

const damages: Readonly<Record<string, (file: string) => void>> = {
  'cut off': (file) => truncateSync(file, 20),
  'of something else': (file) => writeFileSync(file, 'texts'),
  'no list': (file) => writeFileSync(file, brotliCompressSync('{"a":"b"}')),
};
for (const [how, damage] of Object.entries(damages))
  test(`a file that is ${how} is told to the log as a warning, and English is spoken`, () => {
    const damaged = mkdtempSync(path.join(folder, 'damaged-'));
    cpSync(packed, damaged, { recursive: true });
    damage(path.join(damaged, 'sv.json.br'));
    speak('sv', damaged);
    assert.equal(say(1), 'Open');
    assert.equal(say(2), 'Later');
    assert.equal(messages.length, 1);
    assert.match(messages[0] ?? '', /^warn the texts in the language sv can’t be read/);
  });

test('without any texts their places are said, and the log tells why', () => {
  speak('en', path.join(folder, 'nowhere'));
  assert.equal(say(1), '1');
  assert.equal(messages.length, 1);
  assert.match(messages[0] ?? '', /^warn the texts in the language en can’t be read: .*ENOENT/);
});
