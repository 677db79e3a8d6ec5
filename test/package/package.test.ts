import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import { openTexts } from '../../src/extension/texts.ts';
import { out } from '../workbench/places.ts';
import { languages, readTextsIn } from '../workbench/texts.ts';
import { install } from './installed.ts';

/** The package as a user gets it: installed by VS Code itself, then looked into. */
const vsix = process.env['VSIX'] ?? path.join(out, 'azure-batch-troubleshooter-0.1.0.vsix');
const { folder: installed, files, remove } = install(vsix);
after(remove);

const packageBudgetBytes = 3_000_000;

test('the package holds the bundles and no other code', () => {
  const code = files.filter((file) => /\.(c|m)?[jt]sx?$|\.node$|\.map$/.test(file) && !file.startsWith('media/'));
  assert.deepEqual(code, [
    ...['auth', 'commands', 'diagnosis', 'extension'].map((name) => `dist/${name}.cjs`),
    'dist/page.js',
    ...['redaction', 'service', 'simulator', 'views'].map((name) => `dist/${name}.cjs`),
  ]);
});

test('the package holds what the gallery shows', () => {
  for (const name of [
    'package.json',
    'package.nls.json',
    'readme.md',
    'changelog.md',
    'media/icon.png',
    'media/icon.svg',
  ])
    assert.ok(
      files.some((file) => file.toLowerCase() === name),
      name,
    );
  assert.ok(files.some((file) => /^license/i.test(file)));
  assert.ok(files.includes('ThirdPartyNotices.txt'));
});

test('the package holds nothing of the workshop', () => {
  assert.deepEqual(
    files.filter((file) => /^(src|test|scripts|out|node_modules|docs|\.)/.test(file) && file !== '.vsixmanifest'),
    [],
  );
});

test('the package holds the texts of each language once', () => {
  const translated = languages.flatMap((language) => [`dist/l10n/${language}.json.br`, `package.nls.${language}.json`]);
  assert.deepEqual(
    files.filter((file) => /l10n\/|\.nls\./.test(file)),
    [...translated, 'dist/l10n/en.json.br', 'package.nls.json'].sort(),
  );
});

for (const language of [undefined, ...languages])
  test(`the package says every text in the language ${language ?? 'en'}`, () => {
    const problems: string[] = [];
    const log = { info: (entry: string) => problems.push(entry), warn: (entry: string) => problems.push(entry) };
    const { texts } = openTexts(language ?? 'en', path.join(installed, 'dist/l10n'), log);
    const keys = Object.keys(readTextsIn(undefined));
    assert.ok(keys.length > 4000);
    assert.deepEqual(Object.fromEntries(keys.map((key, place) => [key, texts[place]])), readTextsIn(language));
    assert.deepEqual(problems, []);
  });

test('no bundle of the package holds a text but the one that is loaded at start', () => {
  const bundles = files.filter((file) => /^dist\/(?!extension\.)\w+\.cjs$/.test(file));
  const code = bundles.map((file) => readFileSync(path.join(installed, file), 'utf8')).join('\n');
  const sentences = Object.values(readTextsIn(undefined)).filter((text) => /^[A-Z][\w ,]{40,}\.$/.test(text));
  assert.ok(sentences.length > 100);
  assert.deepEqual(
    sentences.filter((text) => code.includes(text)),
    [],
  );
});

test('every file that the manifest names is in the package', () => {
  const manifests = files.filter((file) => /^package(?:\.nls.*)?\.json$/.test(file));
  const manifest = manifests.map((file) => readFileSync(path.join(installed, file), 'utf8')).join('\n');
  const named = [...manifest.matchAll(/"(?:\.\/)?((?:dist|media)\/[^"]+)"/g)].map(([, file = '']) => file);
  assert.notEqual(named.length, 0);
  assert.deepEqual(
    named.filter((file) => !files.includes(file)),
    [],
  );
});

test('no shipped bundle can start a program of the user', () => {
  const simulator = readFileSync(path.join(installed, 'dist/simulator.cjs'), 'utf8');
  assert.doesNotMatch(simulator, /child_process/);
});

test('the package stays small', () => {
  assert.ok(statSync(vsix).size < packageBudgetBytes, `${statSync(vsix).size} bytes`);
});
