import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { findStale, pictureTexts, readSavedTexts } from '../journeys/pictureTexts.ts';
import { root } from '../workbench/places.ts';

const pictures = path.join(root, 'docs/pictures');
/** Largest total size for a reader of the gallery page to download. */
const maxBytes = 2_000_000;

/** The journey through the sample account compares the pictures with the current product. */
test('the README shows every picture, and the pictures load quickly', () => {
  const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
  for (const name of readdirSync(pictures).filter((name) => !name.endsWith('.json'))) {
    assert.ok(readme.includes(`](docs/pictures/${name})`), `the README does not show ${name}`);
    assert.ok(statSync(path.join(pictures, name)).size <= maxBytes, `${name} is too large`);
  }
  assert.ok(readSavedTexts(pictureTexts).length >= 10, 'too few texts can be read in the pictures');
});

test('a picture is outdated if too much of its content is no longer shown', () => {
  const texts = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];
  assert.deepEqual(findStale(texts, texts.slice(2)), []);
  assert.deepEqual(findStale(texts, texts.slice(3)), ['a', 'b', 'c']);
});
