import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findDialect, findRiddles, unbrace } from './dialect.mjs';

const braced = 'function toText(value) {\n  if (value === undefined) {\n    return undefined;\n  }\n  return value;\n}';
const bare = 'function toText(value) {\n  if (value === undefined) return undefined;\n  return value;\n}';

test('braces around a single statement that fits on one line with its head are found and removed', () => {
  assert.deepEqual(
    findDialect(braced).map(({ line }) => line),
    [2],
  );
  assert.equal(unbrace(braced), bare);
  assert.deepEqual(findDialect(bare), []);
});

const kept = [
  ['a line that would be too long', `if (a) {\n  return '${'x'.repeat(120)}';\n}`],
  ['a statement with an else', 'if (a) {\n  b();\n} else {\n  c();\n}'],
  ['a statement in a statement', 'for (const a of all) {\n  if (a) return;\n}'],
  ['two statements', 'if (a) {\n  b();\n  c();\n}'],
  ['a declaration', 'if (a) {\n  const b = 1;\n}'],
];
for (const [what, text] of kept)
  test(`${what} keeps its braces`, () => {
    assert.deepEqual(findDialect(text), []);
    assert.equal(unbrace(text), text);
  });

const names = ['function nameOf(', 'export function* tasksOf<T>(', 'const keyOf = (id)', 'const keyOf = async id =>'];
for (const text of names)
  test(`a name that does not begin with a verb is found: ${text}`, () =>
    assert.match(findDialect(text)[0]?.what ?? '', /verb/));

const riddles = [
  '/** What is left of it. */',
  '/** Those that were not loaded. */',
  '// So many are named.',
  '/**\n * What a task left.\n */',
];
for (const text of riddles)
  test(`a comment that begins like this is found: ${text}`, () =>
    assert.match(findRiddles(text)[0]?.what ?? '', /begins with a verb or a noun/));

test('a comment may continue with any word', () => {
  assert.deepEqual(findRiddles('// Nobody knows\n// What is left.\n/**\n * Lists\n * What is left.\n */'), []);
});

test('a text created with the VS Code API is found', () => {
  assert.match(findDialect("  title: vscode.l10n.t('Open'),")[0]?.what ?? '', /@vscode\/l10n/);
  assert.match(findDialect("import { l10n, window } from 'vscode';")[0]?.what ?? '', /@vscode\/l10n/);
  assert.deepEqual(findDialect("  title: l10n.t('Open'),"), []);
});

test('a name that ends in "of" is fine if it is not a function', () => {
  assert.deepEqual(findDialect('const proof = 1;\nconst jobsOf = new Map();\nlines.indexOf(line);'), []);
});
