import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { redactText } from '../../src/core/text/redact.ts';
import { root } from '../workbench/places.ts';

const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

test("the manifest's texts are complete, and all used", () => {
  const used = [...read('package.json').matchAll(/"%([^%"]+)%"/g)].map(([, key = '']) => key);
  const known = Object.keys(JSON.parse(read('package.nls.json')));
  assert.deepEqual([...new Set(used)].sort(), known.sort());
});

test('English texts use only the plain apostrophe', () => {
  const keys = Object.keys(JSON.parse(read('l10n/bundle.l10n.json')));
  const texts = [...keys, ...Object.values<string>(JSON.parse(read('package.nls.json')))];
  assert.deepEqual(
    texts.filter((text) => /[a-z]’[a-z]/i.test(text)),
    [],
  );
});

for (const file of readdirSync(path.join(root, 'l10n'))) {
  test(`redaction does not change the product's own texts: ${file}`, () => {
    const bundle: Record<string, unknown> = JSON.parse(read(`l10n/${file}`));
    // The keys of the English file are the texts.
    const texts = file === 'bundle.l10n.json' ? Object.keys(bundle) : Object.values(bundle);
    const ordinary = texts.filter((text) => typeof text === 'string').map((text) => text.replace(/\{\w+\}/g, 'x'));
    assert.deepEqual(
      ordinary.filter((text) => redactText(text) !== text),
      [],
    );
  });
}
