import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertLinear } from '../../../../test/builders/assertLinear.ts';
import { toDisablingComment } from '../../definitions/definitionText.ts';
import { lintDefinition, lintDefinitionInSteps } from '../lintDefinition.ts';

const now = new Date('2026-11-20T10:00:00Z');

function find(text: string, rules: Readonly<Record<string, unknown>> = {}): readonly string[] {
  return lintDefinition(text, undefined, { now, rules: { comments: 'off', ...rules } }).map(
    ({ code, severity }) => `${code} ${severity}`,
  );
}

const task = (above: string) => `{
  "id": "t",
  ${above}
  "commandLine": "a > b", "requiredSlots": 0
}`;

test('a comment with codes of checks disables these checks for the next line', () => {
  assert.deepEqual(find(task('')), ['shell-syntax warning', 'out-of-range error']);
  for (const above of [
    '// batch-disable-next-line shell-syntax',
    '//batch-disable-next-line shell-syntax',
    '/* batch-disable-next-line shell-syntax */',
    '// batch-disable-next-line shell-syntax -- the program reads it, out-of-range does not count',
    '// batch-disable-next-line shell-syntax\n\n  // and another comment\n',
    '// batch-disable-next-line open-quote\n  // batch-disable-next-line shell-syntax',
  ])
    assert.deepEqual(find(task(above)), ['out-of-range error'], above);
  for (const above of [
    '// batch-disable-next-line shell-syntax, out-of-range',
    '// batch-disable-next-line shell-syntax out-of-range',
    '// batch-disable-next-line out-of-range\n  // batch-disable-next-line shell-syntax',
  ])
    assert.deepEqual(find(task(above)), [], above);
  for (const above of [
    '// batch-disable-next-line',
    '// batch-disable shell-syntax',
    '// batch-disable-next-lineshell-syntax',
  ])
    assert.deepEqual(find(task(above)), ['shell-syntax warning', 'out-of-range error'], above);
});

test('the comment that a quick fix inserts disables its check', () => {
  assert.deepEqual(find(task(toDisablingComment('shell-syntax'))), ['out-of-range error']);
});

test('a comment applies to one line', () => {
  const text = `{ "id": "t",
    // batch-disable-next-line out-of-range
    "requiredSlots": 1,
    "commandLine": "a > b" }`;
  assert.deepEqual(find(text), ['shell-syntax warning']);
  const whole = `// batch-disable-next-line missing-property\n{ "id": "t", "requiredSlots": 2 }`;
  assert.deepEqual(lintDefinition(whole, 'task', { now, rules: { comments: 'off' } }), []);
});

test('a comment with an unknown check suggests the intended one', () => {
  const text = task('// batch-disable-next-line shel-syntax, whatever');
  const findings = lintDefinition(text, undefined, { now, rules: { comments: 'off' } });
  assert.deepEqual(
    findings.filter(({ code }) => code === 'unknown-code').map(({ message }) => message),
    ['No check has the code "shel-syntax". Did you mean "shell-syntax"?', 'No check has the code "whatever".'],
  );
});

test('a definition with comments gets one note that other tools refuse comments, and other files get none', () => {
  const [finding, ...others] = lintDefinition('{"id":"t",\n// a\n// b\n"commandLine":"x"}', undefined, { now });
  assert.deepEqual(others, []);
  assert.deepEqual(
    [finding?.code, finding?.severity, finding?.offset, finding?.length],
    ['comments', 'information', '{"id":"t",\n'.length, '// a'.length],
  );
  assert.deepEqual(lintDefinition('// a\n{"compilerOptions":{}}', undefined, { now }), []);
});

test('the user sets the severity of a check, or disables it', () => {
  assert.deepEqual(find(task(''), { 'shell-syntax': 'error', 'out-of-range': 'information' }), [
    'shell-syntax error',
    'out-of-range information',
  ]);
  assert.deepEqual(find(task(''), { 'shell-syntax': 'off' }), ['out-of-range error']);
  for (const odd of ['none', 7, null, {}])
    assert.equal(find(task(''), { 'shell-syntax': odd })[0], 'shell-syntax warning');
});

test('a definition that is too large is refused with a message, and any other large file is ignored', () => {
  const tasks = Array.from({ length: 20_000 }, (_, at) => ({ id: `${at}`, commandLine: 'x'.repeat(220) }));
  const text = JSON.stringify(tasks);
  assert.ok(text.length > 4_500_000);
  const [finding, ...others] = lintDefinition(text, undefined, { now });
  assert.deepEqual(others, []);
  assert.equal(finding?.severity, 'information');
  assert.match(
    finding?.message ?? '',
    /^This file isn't checked because its size is [\d.]+ MiB\. Files of up to 3\.8 MiB are checked\.$/,
  );
  assert.deepEqual(lintDefinition(JSON.stringify(Array.from({ length: 600_000 }, () => ({ a: 1 })))), []);
  assert.equal(lintDefinitionInSteps(text, undefined, { now }).next().done, true, 'it was read in steps');
});

test('disabling comments and unknown codes take time proportional to the text', () => {
  const shapes: Readonly<Record<string, (size: number) => string>> = {
    codes: (size) =>
      task(`// batch-disable-next-line ${Array.from({ length: size / 4 }, (_, at) => `c-${at}`).join(' ')}`),
    'one code': (size) => task(`// batch-disable-next-line ${'shell-syntx '.repeat(size / 4)}`),
    comments: (size) => task('// batch-disable-next-line shel-syntax\n'.repeat(size / 16)),
    lines: (size) =>
      `[${Array.from({ length: size / 64 }, () => task('// batch-disable-next-line out-of-range, shell-syntax')).join()}]`,
    'turned off elsewhere': (size) => {
      const disabled = '// batch-disable-next-line shell-syntax\n"a": 1,'.repeat(size / 64);
      return `[{ ${disabled} "id": "t" }${`,${task('')}`.repeat(size / 64)}]`;
    },
  };
  for (const [shape, make] of Object.entries(shapes)) {
    for (const rules of [{}, { 'unknown-code': 'off' }])
      assertLinear((size) => lintDefinition(make(size), undefined, { now, rules }), shape, 262_144);
  }
});

test('a text that ends within a comment or a string takes time proportional to its length', () => {
  for (const part of [
    '/* ',
    '"\\',
    '/* "',
    '"',
    '/*/',
    '*/ ',
    '"\\" ',
    '// ',
    '\u201c\\',
    '\u2018',
    '\u2018\u201c',
    '\u201ca\u201d',
  ])
    for (const begin of ['{ "id": "t", "commandLine": "x", ', '[', '{ "id": '])
      assertLinear(
        (size) => lintDefinition(begin + part.repeat(size / 2), 'task', { now }),
        `${begin}${part}`,
        262_144,
      );
});

test('the schema of a file determines its kind', () => {
  const say = (kind: string) => `{ "$schema": "azurebatch:/schemas/${kind}.json", "id": "x", "requiredSlots": 0 }`;
  assert.deepEqual(find(say('task')), ['missing-property error', 'out-of-range error']);
  assert.deepEqual(find(say('pool')), [
    'missing-property error',
    'missing-property error',
    'no-nodes information',
    'unknown-property error',
  ]);
  assert.deepEqual(find(say('other')), []);
  assert.deepEqual(find('{ "$schema": "https://contoso.com/a.json", "id": "t", "commandLine": "x" }'), []);
});
