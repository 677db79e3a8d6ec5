import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { test } from 'node:test';
import { root } from '../workbench/places.ts';
import { billOfMaterials } from './made.ts';

interface Bom {
  readonly components: readonly { readonly name: string; readonly version: string }[];
}

const text = readFileSync(billOfMaterials, 'utf8');
const bom: Bom = JSON.parse(text);

/** The validator of CycloneDX's own library: returns null, or the errors. */
const require = createRequire(import.meta.url);
const { Spec, Validation } = require('@cyclonedx/cyclonedx-library');
const validate = (document: string): Promise<unknown> =>
  new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(document);

test('the bill of materials conforms to the schema of CycloneDX 1.6', async () => {
  assert.equal(await validate(text), null);
  assert.notEqual(await validate(text.replaceAll('"library"', '"thing"')), null);
});

test('the bill of materials and the notices name the same packages', () => {
  const notices = readFileSync(path.join(root, 'ThirdPartyNotices.txt'), 'utf8');
  const named = [...notices.matchAll(/^={80}\n(\S+ \S+) \([^)]+\)\n={80}$/gm)].map(([, name = '']) => name);
  assert.deepEqual(
    bom.components.map(({ name, version }) => `${name} ${version}`),
    named,
  );
});
