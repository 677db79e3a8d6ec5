import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { out } from '../workbench/places.ts';
import { producers } from './canary.ts';
import { plantedSecrets, wanted } from './plantedSecrets.ts';
import { findSecrets, readProduced } from './scan.ts';

/** Files from the extension host suites and journeys of this run: `npm test -- editor journeys secrets`. */
const produced = readProduced(path.join(out, 'produced'));

for (const { what, files, proof } of producers) {
  test(`the scan reads ${what}, and finds the text that proves this`, () => {
    const readable = produced.filter(({ file }) => files.test(file.replaceAll(path.sep, '/')));
    assert.ok(readable.length > 0, `no file is like ${files}`);
    assert.ok(
      readable.some(({ text }) => proof.test(text)),
      `${proof} is in none of them`,
    );
  });
}

test('the text next to every planted secret was shown', () => {
  const unseen = plantedSecrets.filter(({ marker }) => !produced.some(({ text }) => text.includes(marker)));
  assert.deepEqual(
    unseen.map(({ kind }) => kind),
    [],
  );
});

for (const { kind, secret } of wanted) {
  test(`A9-46 no ${kind} is in any output of the run`, () => {
    assert.deepEqual(findSecrets(produced, [{ kind, secret }]), []);
  });
}
