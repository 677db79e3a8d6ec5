import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTextCalls } from './lib/textCalls.mjs';
import { findWords, judgeProse, judgeSource } from './words.mjs';

const rulesOf = (source, file = 'src/core/model/a.ts') => judgeSource(file, source).map(({ rule }) => rule);

const findings = [
  ['a word to avoid', 'words', "l10n.t('Please try again.')"],
  ['a part of a sentence', 'fragments', "l10n.t('it has ended already')"],
  ['two parts without names', 'names', "l10n.t('{0} of {1} tasks', read, all)"],
  ['a part that is not passed', 'parts', "l10n.t('{count} of {total} tasks', { count })"],
  ['a part that is passed in vain', 'parts', "l10n.t('No task failed.', { count })"],
  ['parts of which nobody sees what they are', 'parts', "l10n.t('{0} failed: {1}', ...parts)"],
  ['a form that code chooses', 'forms', "count === 1 ? l10n.t('One task.') : l10n.t('Tasks: {0}.', count)"],
  ['a number with a format of its own', 'formats', 'count.toLocaleString()'],
  ['a list with a format of its own', 'formats', "new Intl.ListFormat('en')"],
  ['a language that is asked for again', 'formats', 'toText(env.language)'],
];
for (const [what, rule, source] of findings)
  test(`${what} is found`, () => assert.ok(rulesOf(source).includes(rule), rulesOf(source).join()));

const kept = [
  "l10n.t('Select a task.')",
  "l10n.t('{count} of {total} tasks', { ...asCount(count), total: formatNumber(total) })",
  "l10n.t('{count} of {total} tasks', asCountOf(count, total))",
  "failed: (nOf) => [l10n.t('The task failed.'), l10n.t('{count} of {total} tasks failed.', nOf)]",
  "const parts = asCountOf(count, total);\nl10n.t('{count} of {total} tasks', parts)",
  "const parts = { count, total };\nl10n.t('{count} of {total} tasks', parts)",
  "l10n.t({ message: '{name} failed', args: { name: toName(')') }, comment: ['Name of a task'] })",
  "plural(count, { one: l10n.t('{count} task', asCount(count)), other: l10n.t('{count} tasks', asCount(count)) })",
  "l10n.t(\n  'Task {0} failed.', // why: it's told below\n  id,\n)",
];
for (const source of kept) test(`nothing is found in ${source}`, () => assert.deepEqual(rulesOf(source), []));

test('a module that wraps a format may use that format directly', () => {
  assert.deepEqual(rulesOf("new Intl.ListFormat('en')", 'src/core/text/lists.ts'), []);
});

test('calls are read with their lines, parts, and comments', () => {
  const source = "const a = 1;\nl10n.t({ message: 'It\\'s {name}', args: { name }, comment: ['Name'] });";
  assert.deepEqual(readTextCalls(source), [
    { index: 13, line: 2, message: "It's {name}", comment: true, placeholders: ['name'], passed: ['name'] },
  ]);
});

test('odd words are found in comments and names, with their lines, but not in data', () => {
  const source = [
    '/**',
    ' * Tells whoever asks.',
    ' */',
    'function tellCauses() {',
    "  return 'told, http://whoever'; // nobody asks",
    '}',
    'const storytelling = retell;',
  ].join('\n');
  assert.deepEqual(
    judgeProse(source).map(({ line, what }) => [line, what.split(':')[0]]),
    [
      [2, '"Tells" in a comment'],
      [2, '"whoever" in a comment'],
      [5, '"nobody" in a comment'],
      [4, '"tell" in a name'],
    ],
  );
});

test('no folder has more findings than its ceiling', () => assert.deepEqual(findWords(), []));
