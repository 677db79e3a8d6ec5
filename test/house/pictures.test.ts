import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { findStale, hashOf, overviewPicture, readOverview } from '../journeys/overview.ts';
import { root } from '../workbench/places.ts';

/** The journey through the sample account compares what the picture shows with what the product shows now. */
test("the README's picture is the one whose texts are beside it", () => {
  assert.match(readFileSync(path.join(root, 'README.md'), 'utf8'), /\]\(docs\/overview\.png\)/);
  const { picture, texts } = readOverview();
  assert.equal(hashOf(overviewPicture), picture, 'take both anew: npm run picture');
  assert.ok(texts.length >= 10, `only ${texts.length} texts can be read in it`);
});

test('a picture is out of date when too much of it is no longer shown', () => {
  const overview = { picture: '', texts: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'] };
  assert.deepEqual(findStale(overview, overview.texts.slice(2)), []);
  assert.deepEqual(findStale(overview, overview.texts.slice(3)), ['a', 'b', 'c']);
});
