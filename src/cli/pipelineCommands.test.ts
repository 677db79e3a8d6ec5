import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Annotation, toCommands, toHarmless, toHarmlessJson, toSummaryCommand } from './pipelineCommands.ts';

const hostile: Annotation = {
  severity: 'error',
  title: 'a,b: c::d 100%',
  message: 'one\n::set-env name=a::b\r\n##vso[task.setvariable variable=a]b ##[command]c %0A',
};

test('commands for GitHub are escaped as its own library escapes them', () => {
  assert.deepEqual(toCommands([hostile], 'github'), [
    '::error title=a%2Cb%3A c%3A%3Ad 100%25::one%0A: :set-env name=a::b%0D%0A# #vso[task.setvariable variable=a]b # #[command]c %250A',
  ]);
});

test('commands for Azure Pipelines are escaped, and cannot contain another command', () => {
  assert.deepEqual(toCommands([{ ...hostile, severity: 'warning' }], 'azure-pipelines'), [
    '##vso[task.logissue type=warning]a,b: c::d 100%AZP25: one%0A: :set-env name=a::b%0D%0A# #vso[task.setvariable variable=a]b # #[command]c %AZP250A',
  ]);
  assert.equal(toSummaryCommand('/tmp/a 100%.md'), '##vso[task.uploadsummary]/tmp/a 100%AZP25.md');
});

test('only the annotations that a runner shows are printed', () => {
  const many = Array.from({ length: 30 }, () => hostile);
  assert.equal(toCommands(many, 'github').length, 10);
});

test('text is changed only where a runner would read a command', () => {
  for (const [text, harmless] of [
    ['::error::a', ': :error::a'],
    ['a\n  ::error::b', 'a\n  : :error::b'],
    ['\u00a0::error::a', '\u00a0: :error::a'],
    ['x ##[group]a', 'x # #[group]a'],
    ['x ##VSO[task.complete]a', 'x # #VSO[task.complete]a'],
    ['###vso[a]', '## #vso[a]'],
    ['## Why\n\nstd::bad_alloc, a::b', '## Why\n\nstd::bad_alloc, a::b'],
  ] as const)
    assert.equal(toHarmless(text), harmless);
});

test('JSON keeps its content', () => {
  const value = { 'a##b': '##vso[task.complete]x', c: '::error::' };
  const json = toHarmlessJson(JSON.stringify(value, undefined, 2));
  assert.ok(!json.includes('##'));
  assert.deepEqual(JSON.parse(json), value);
});
