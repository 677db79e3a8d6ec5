import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import { root } from '../workbench/places.ts';
import { languages, readTextsIn } from '../workbench/texts.ts';
import { install } from './installed.ts';
import { vsix } from './made.ts';

/** The package as a user gets it, installed by VS Code itself. */
const { folder: installed, files, remove } = install(vsix);
after(remove);

const packageBudgetBytes = 3_000_000;

test('the package contains the bundles and no other code', () => {
  const code = files.filter((file) => /\.(c|m)?[jt]sx?$|\.node$|\.map$/.test(file) && !file.startsWith('media/'));
  assert.deepEqual(code, [
    ...['auth', 'causes', 'commands', 'diagnosis', 'documents', 'extension', 'mcp'].map((name) => `dist/${name}.cjs`),
    'dist/page.js',
    ...['redaction', 'search', 'service', 'simulator', 'views'].map((name) => `dist/${name}.cjs`),
  ]);
});

test('the package contains the files that the gallery shows', () => {
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

test('the package contains no development files', () => {
  assert.deepEqual(
    files.filter((file) => /^(src|test|scripts|out|node_modules|docs|\.)/.test(file) && file !== '.vsixmanifest'),
    [],
  );
});

test('the package contains exactly the translations that VS Code reads', () => {
  const translated = languages.flatMap((language) => [
    `l10n/bundle.l10n.${language}.json`,
    `package.nls.${language}.json`,
  ]);
  assert.deepEqual(
    files.filter((file) => /l10n\/|\.nls\./.test(file)),
    [...translated, 'package.nls.json'].sort(),
  );
  const manifest: { readonly l10n?: string } = JSON.parse(readFileSync(path.join(installed, 'package.json'), 'utf8'));
  assert.equal(manifest.l10n, './l10n');
});

for (const language of languages)
  test(`the package has every text translated into the language ${language}`, () => {
    const shipped = readFileSync(path.join(installed, `l10n/bundle.l10n.${language}.json`), 'utf8');
    const texts: Readonly<Record<string, string>> = JSON.parse(shipped);
    assert.ok(Object.keys(texts).length > 4000);
    assert.deepEqual(texts, readTextsIn(language));
  });

/** Lists the strings in a value, at any depth. */
function listStrings(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(listStrings) : [];
}

test('every file that the manifest names is in the package', () => {
  const manifests = files.filter((file) => /^package(?:\.nls.*)?\.json$/.test(file));
  const strings = manifests.flatMap((file) =>
    listStrings(JSON.parse(readFileSync(path.join(installed, file), 'utf8'))),
  );
  const paths = strings.filter((text) => /^(?:\.\/|[\w.-]+\/)[\w./-]+$/.test(text));
  const isMeant = (file: string): boolean => file.startsWith('./') || existsSync(path.join(root, file));
  const named = new Set(paths.filter(isMeant).map((file) => path.posix.normalize(file)));
  for (const kind of ['dist/', 'l10n', 'media/', 'schemas/', 'skills/'])
    assert.ok(
      [...named].some((file) => file.startsWith(kind)),
      kind,
    );
  assert.deepEqual(
    [...named].filter((file) => !existsSync(path.join(installed, file))),
    [],
  );
});

test('all schemas are in the package, including those to which other schemas and files of users refer', () => {
  const schemas = readdirSync(path.join(root, 'schemas')).map((file) => `schemas/${file}`);
  assert.deepEqual(files.filter((file) => file.startsWith('schemas/')).sort(), schemas.sort());
});

test('no bundle in the package can start a program of the user', () => {
  const simulator = readFileSync(path.join(installed, 'dist/simulator.cjs'), 'utf8');
  assert.doesNotMatch(simulator, /child_process/);
});

test('the package stays small', () => {
  assert.ok(statSync(vsix).size < packageBudgetBytes, `${statSync(vsix).size} bytes`);
});
