import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { mayBeDefinition } from './definitionText.ts';

const root = path.join(import.meta.dirname, '../../..');
const samples = path.join(root, 'media/sample/definitions');

for (const name of readdirSync(samples)) {
  test(`${name} of the sample workspace may be a definition`, () => {
    assert.ok(mayBeDefinition(readFileSync(path.join(samples, name), 'utf8')));
  });
}

for (const name of ['package.json', 'tsconfig.json', 'biome.json']) {
  test(`${name} is no definition`, () => {
    assert.ok(!mayBeDefinition(readFileSync(path.join(root, name), 'utf8')));
  });
}

test('one property beside an id is enough, in any case and however it is written', () => {
  assert.ok(mayBeDefinition('{"ID" : "t", "CommandLine"\n:"echo"}'));
  assert.ok(mayBeDefinition('[{"vmSize": "standard_d2s_v3", "startTask": {}}]'));
  assert.ok(mayBeDefinition('{ “id”: “t”, “commandLine”: “echo” }'));
  assert.ok(mayBeDefinition('{ ‘id’: ‘t’, ‘commandLine’: ‘echo’ }'));
});

test('one property alone, or the words as values, are not', () => {
  assert.ok(!mayBeDefinition('{"schedule": "weekly"}'));
  assert.ok(!mayBeDefinition('{"id": 1, "of": ["commandLine", "vmSize"]}'));
  assert.ok(!mayBeDefinition('{"schedule": 1, "nested": {"schedule": 2}}'));
});

test('a file that names a schema of ours may be a definition, however little is in it', () => {
  assert.ok(mayBeDefinition('{ "$schema": "azurebatch:/schemas/pool.json" }'));
  assert.ok(!mayBeDefinition('{ "$schema": "https://json.schemastore.org/package.json", "id": "x" }'));
});
