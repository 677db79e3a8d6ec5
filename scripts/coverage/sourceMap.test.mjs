import assert from 'node:assert/strict';
import { test } from 'node:test';
import { transform } from 'esbuild';
import { decodeMappings } from './sourceMap.mjs';

test('places in a generated text map back to their source', async () => {
  const source = 'type A = string;\n\nexport function double(n: number): number {\n  return n * 2;\n}\n';
  const { code, map } = await transform(source, { loader: 'ts', minify: true, sourcemap: 'external' });
  const lines = source.split('\n');
  const places = decodeMappings(JSON.parse(map));
  const found = places.find(({ column }) => code.slice(column).startsWith('return'));
  assert.ok(found);
  assert.ok(lines[found.sourceLine].slice(found.sourceColumn).startsWith('return'));
  assert.deepEqual(
    places.filter(({ sourceLine }) => sourceLine === 0),
    [],
    'a type stands for no code',
  );
});

test('negative numbers and numbers of several digits are decoded', () => {
  assert.deepEqual(decodeMappings({ mappings: 'AAAA,gCACA;AADA' }), [
    { line: 0, column: 0, source: 0, sourceLine: 0, sourceColumn: 0 },
    { line: 0, column: 32, source: 0, sourceLine: 1, sourceColumn: 0 },
    { line: 1, column: 0, source: 0, sourceLine: 0, sourceColumn: 0 },
  ]);
});
