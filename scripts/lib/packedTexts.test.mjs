import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { brotliDecompressSync } from 'node:zlib';
import { keepPacked } from './packedTexts.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'azure-batch-troubleshooter-packed-'));
after(() => rmSync(folder, { recursive: true }));
mkdirSync(path.join(folder, 'l10n'));
const write = (name, texts) => writeFileSync(path.join(folder, 'l10n', name), JSON.stringify(texts));
const listOf = (language) =>
  JSON.parse(brotliDecompressSync(readFileSync(path.join(folder, `dist/l10n/${language}.json.br`))).toString());

test('while sources are watched, a list follows its texts, and is left alone where they have not changed', async () => {
  const packChanged = keepPacked(folder, ['sv']);
  write('bundle.l10n.json', { Later: 'Later' });
  write('bundle.l10n.sv.json', { Later: 'Senare' });
  await packChanged();
  assert.deepEqual([listOf('en'), listOf('sv')], [['Later'], ['Senare']]);
  write('bundle.l10n.json', { Earlier: 'Earlier', Later: 'Later' });
  await packChanged();
  assert.deepEqual(
    [listOf('en'), listOf('sv')],
    [
      ['Earlier', 'Later'],
      ['Earlier', 'Senare'],
    ],
  );
  rmSync(path.join(folder, 'dist'), { recursive: true });
  await packChanged();
  assert.throws(() => listOf('sv'), /ENOENT/);
});
