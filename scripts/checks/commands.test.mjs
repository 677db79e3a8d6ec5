import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { findCommandFaults, review } from './commands.mjs';

test('a command needs a test, and a place in the reviewed menus if it is on rows', (context) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'commands-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const write = (file, text) => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  };
  const contribution = `{ title: 'Copy Image', effect: 'reads', rows: [{ on: 'pool', at: 'copy@6' }] }`;
  write(
    'src/app/actions/pool/copyImage.ts',
    `export const contribution = ${contribution};\nexport const run = () => {};\n`,
  );
  write('test/golden/menus.txt', 'pool\n  look: Refresh\n  Copy ›: Copy ID · Copy Link\n');
  assert.deepEqual(findCommandFaults(folder, []), [
    'no test names pool.copyImage: copy test/app/copyAs.test.ts',
    'not in test/golden/menus.txt: Copy Image',
    `Review the menus: ${review}`,
  ]);
  write('test/golden/menus.txt', 'pool\n  look: Refresh\n  Copy ›: Copy ID · Copy Image\n');
  write('test/app/copyImage.test.ts', "import { run } from '../../src/app/actions/pool/copyImage.ts';\n");
  assert.deepEqual(findCommandFaults(folder, []), []);
  assert.deepEqual(findCommandFaults(folder, ['pool.copyImage']), [
    'pool.copyImage is tested or gone: remove it from scripts/checks/commands.mjs',
  ]);
});
