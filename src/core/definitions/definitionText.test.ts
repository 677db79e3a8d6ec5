import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { mayBeDefinition } from './definitionText.ts';

const root = path.join(import.meta.dirname, '../../..');
const samples = path.join(root, 'media/sample/definitions');

for (const name of readdirSync(samples)) {
  test(`the sample file ${name} may be a definition`, () => {
    assert.ok(mayBeDefinition(readFileSync(path.join(samples, name), 'utf8')));
  });
}

for (const name of ['package.json', 'tsconfig.json', 'biome.json']) {
  test(`${name} is not a definition`, () => {
    assert.ok(!mayBeDefinition(readFileSync(path.join(root, name), 'utf8')));
  });
}

test('an ID and one more property are enough to recognize a definition, in any case and notation', () => {
  assert.ok(mayBeDefinition('{"ID" : "t", "CommandLine"\n:"echo"}'));
  assert.ok(mayBeDefinition('[{"vmSize": "standard_d2s_v3", "startTask": {}}]'));
  assert.ok(mayBeDefinition('{ “id”: “t”, “commandLine”: “echo” }'));
  assert.ok(mayBeDefinition('{ ‘id’: ‘t’, ‘commandLine’: ‘echo’ }'));
});

test('a single property, or names of properties as values, are not enough to recognize a definition', () => {
  assert.ok(!mayBeDefinition('{"schedule": "weekly"}'));
  assert.ok(!mayBeDefinition('{"id": 1, "of": ["commandLine", "vmSize"]}'));
  assert.ok(!mayBeDefinition('{"schedule": 1, "nested": {"schedule": 2}}'));
});

test('a file that names an Azure Batch schema may be a definition, however little it contains', () => {
  assert.ok(mayBeDefinition('{ "$schema": "azurebatch:/schemas/pool.json" }'));
  assert.ok(!mayBeDefinition('{ "$schema": "https://json.schemastore.org/package.json", "id": "x" }'));
});
