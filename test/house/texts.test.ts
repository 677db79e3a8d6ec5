import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { root } from '../workbench/places.ts';

const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

test("the manifest's texts are all there, and all used", () => {
  const used = [...read('package.json').matchAll(/"%([^%"]+)%"/g)].map(([, key = '']) => key);
  const known = Object.keys(JSON.parse(read('package.nls.json')));
  assert.deepEqual([...new Set(used)].sort(), known.sort());
});
