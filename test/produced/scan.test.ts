import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { redactText } from '../../src/core/text/redact.ts';
import { plantedSecrets, plantedText, wanted } from './plantedSecrets.ts';
import { findSecrets, readProduced } from './scan.ts';

test('there are secrets of at least twelve kinds, and redaction leaves the marker next to each', () => {
  assert.ok(new Set(wanted.map(({ secret }) => secret)).size >= 12);
  const shown = redactText(plantedText);
  assert.deepEqual(findSecrets([{ file: 'x', text: shown }], wanted), []);
  for (const { marker } of plantedSecrets) assert.ok(shown.includes(marker), `${marker}: ${shown}`);
});

test('the scan finds secrets that were not redacted, in text and in bytes, whole, cut or broken, and reports their place', (context) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'produced-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const [one, two, three] = wanted.map(({ secret }) => secret);
  writeFileSync(path.join(folder, 'log.txt'), `fine\nhere: ${one}\n`);
  writeFileSync(
    path.join(folder, 'state.vscdb'),
    Buffer.concat([Buffer.from([0, 255, 10]), Buffer.from(two?.slice(0, 20) ?? '')]),
  );
  writeFileSync(path.join(folder, 'page.txt'), `${three?.slice(0, 9)}\n  ${three?.slice(9)}`);
  const found = findSecrets(readProduced(folder), wanted);
  assert.deepEqual(found.map(({ file, line }) => `${file}:${line}`).sort(), [
    'log.txt:2',
    'page.txt:0',
    'state.vscdb:2',
  ]);
});
