import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { findProperty, readDefinition, readDefinitions } from './readDefinition.ts';
import { findSyntaxError } from './syntaxError.ts';

test('JSON with comments and trailing commas has no mistake', () => {
  const text = '// a task\n{ "id": "a", }';
  assert.deepEqual(readDefinition(text), { id: 'a' });
  assert.equal(findSyntaxError(text), undefined);
});

test('properties that are only for editors are left out of a definition', () => {
  const text = '// a task\n{ "$schema": "azurebatch:/schemas/task.json", "id": "a", /* why */ }';
  assert.deepEqual(readDefinitions(text), [{ kind: 'task', isTemplate: false, value: { id: 'a' } }]);
});

test('a template, and a job with a task factory, are recognized as input of the Azure CLI extensions', () => {
  const job = '{ "id": "j", "poolInfo": { "poolId": "p" }, "taskFactory": {} }';
  const templates = [job, `{ "parameters": {}, "job": ${job} }`, `{ "job": { "properties": ${job} } }`];
  for (const text of templates)
    assert.deepEqual(
      readDefinitions(text)?.map(({ isTemplate }) => isTemplate),
      [true],
    );
  assert.equal(readDefinitions('{ "job": { "id": "j", "poolInfo": {} } }')?.[0]?.isTemplate, false);
});

test('an invalid definition shows where it becomes invalid', () => {
  assert.equal(readDefinition('{ "id": "a" "b": 1 }'), undefined);
  assert.equal(findSyntaxError('{ "id": "a" "b": 1 }')?.offset, '{ "id": "a" '.length);
  assert.equal(findSyntaxError('')?.offset, 0);
});

test('a text that is nested too deeply is not a definition, wherever the nesting begins', () => {
  const text = '['.repeat(200_000);
  assert.equal(readDefinition(text), undefined);
  assert.equal(findSyntaxError(text), undefined);
});

const text = JSON.stringify({ id: 'a', resourceFiles: [{ httpUrl: 'https://a/b' }], constraints: {} }, undefined, 2);

function textAt(path: readonly (string | number)[]): string | undefined {
  const span = findProperty(text, path);
  return span === undefined ? undefined : text.slice(span.offset, span.offset + span.length);
}

test('the position of a value is found', () => {
  assert.equal(textAt(['resourceFiles', 0, 'httpUrl']), '"https://a/b"');
});

test('for a missing value, the position of its parent is found', () => {
  const span = findProperty(text, ['constraints', 'maxWallClockTime']);
  assert.equal(span?.offset, text.indexOf('{}'));
  assert.equal(textAt(['outputFiles', 3]), '{');
});

test('no position is found in text without JSON', () => {
  assert.equal(findProperty('', ['id']), undefined);
});

test('extremely nested text causes no harm', () => {
  assert.equal(findProperty(`{"a":${'['.repeat(100_000)}`, ['a'])?.offset, 5);
});

const reasons: readonly (readonly [text: string, reason: RegExp])[] = [
  ['{"commandLine": "cmd /c C:\\Users\\run.bat"}', /backslash/],
  ['{"autoScaleFormula": "\\$TargetDedicatedNodes = 1;"}', /backslash/],
  ['{"commandLine": "a\nb"}', /own line/],
  ['{"id": "a"\n "commandLine": "b"}', /comma is missing/],
  ['{"resourceFiles": [{} {}]}', /comma is missing/],
  ['{"commandLine": "bash -c "ls -la""}', /quotation mark within/],
  ['{"enableAutoScale": False}', /lowercase/],
  ["{'id': 'a'}", /double quotation marks/],
  ['{id: "a"}', /name of a property/],
  ['{"id": "a"}\n{"id": "b"}', /one list/],
];

suite('text that is not JSON is refused with advice', () => {
  for (const [text, reason] of reasons) test(text, () => assert.match(findSyntaxError(text)?.message ?? '', reason));
});
