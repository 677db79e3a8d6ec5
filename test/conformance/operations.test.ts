import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { test } from 'node:test';
import { operations } from '../../src/simulator/operations.ts';
import { operations2025 } from './operations2025.ts';
import { newVersion, oldVersion } from './rawClient.ts';

const packageFile = createRequire(import.meta.url).resolve('@azure/batch/package.json');
const specFolder = path.join(path.dirname(packageFile), 'dist-esm/src/operations');

/**
 * Lists the operations in the sources of the official client, as `VERB /path`; operations that follow a next link have
 * no path.
 */
function clientOperations(): readonly string[] {
  const found = new Set<string>();
  for (const file of readdirSync(specFolder).filter((name) => name.endsWith('.js'))) {
    const source = readFileSync(path.join(specFolder, file), 'utf8');
    for (const [, verb, rest] of source.matchAll(/httpMethod: "(\w+)",\s+(?:baseUrl: [^\n]+\s+)?path: "([^"]+)"/g)) {
      if (rest !== '{nextLink}') found.add(`${verb} /${rest}`);
    }
  }
  return [...found].sort();
}

function tableOf(version: string): readonly string[] {
  return operations
    .filter((operation) => operation.versions.some((known) => known === version))
    .map((operation) => `${operation.verb} ${operation.path}`)
    .sort();
}

test('the table has every operation of the official client', () => {
  const known = clientOperations();
  assert.equal(known.length, 78);
  assert.deepEqual(tableOf(oldVersion), known);
});

test('the table has every operation of 2025-06-01', () => {
  assert.equal(operations2025.length, 72);
  assert.deepEqual(tableOf(newVersion), [...operations2025].sort());
});

test('every operation declares its level of support', (context) => {
  const ids = new Set(operations.map((operation) => operation.id));
  assert.equal(ids.size, operations.length);
  const count = (prefix: string): number => operations.filter(({ support }) => support.startsWith(prefix)).length;
  for (const { support } of operations) assert.match(support, /^(full|partial: .+|refused: .+)$/);
  context.diagnostic(`${count('full')} full, ${count('partial')} partial, ${count('refused')} refused`);
});
