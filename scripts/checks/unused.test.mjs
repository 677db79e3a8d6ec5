import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { findUnused } from './unused.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'unused-test-'));
after(() => rmSync(folder, { recursive: true }));

function write(file, text) {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
}

test('unused exports, types, files, and packages are found, and nothing else', async () => {
  write('package.json', '{ "name": "x", "dependencies": { "left": "1.0.0", "right": "1.0.0" } }');
  write(
    'src/extension/activate.ts',
    "import { used } from './parts.ts';\nimport 'right';\nexport const activate = used;\n",
  );
  write('src/extension/parts.ts', 'export const used = 1;\nexport const unused = 2;\nexport interface Idle {}\n');
  write('src/extension/alone.ts', 'export const alone = 1;\n');
  write('src/extension/parts.test.ts', "import './parts.ts';\n");
  const text = (await findUnused(folder)).join('\n');
  for (const name of [/^left\b/m, /^unused\b/m, /^Idle\b/m, /^src\/extension\/alone\.ts/m]) assert.match(text, name);
  assert.doesNotMatch(text, /^(?:right|used|activate|src\/extension\/parts)/m);
});
