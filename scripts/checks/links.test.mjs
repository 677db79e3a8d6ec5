import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { findAnchors, findDeadLinks, findLinks } from './links.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'links-test-'));
after(() => rmSync(folder, { recursive: true }));

test('links, pictures, references, and tags are found, except in code', () => {
  const markdown = [
    '[a](a.md "title") ![b](docs/b.png)',
    '[c]: c.md',
    '<img src="d.svg">',
    '`[x](x.md)` and ``[y](`y.md)``',
    '```',
    '[z](z.md)',
    '```',
    '[e](#f)',
  ].join('\n');
  assert.deepEqual(
    findLinks(markdown).map(({ target, line }) => `${line} ${target}`),
    ['1 a.md', '1 docs/b.png', '2 c.md', '3 d.svg', '8 #f'],
  );
});

test('headings have the anchors that GitHub gives them', () => {
  const markdown = '# Who may import whom?\n## `npm run x`: a, b\n## Über_uns\n## Same\n## Same\n<a id="own"></a>';
  assert.deepEqual(
    [...findAnchors(markdown)],
    ['who-may-import-whom', 'npm-run-x-a-b', 'über_uns', 'same', 'same-1', 'own'],
  );
});

test('a link to a missing file or heading is reported with its line', () => {
  mkdirSync(path.join(folder, 'docs'));
  writeFileSync(
    path.join(folder, 'docs/map.md'),
    '# Map\n[up](../README.md#start) [gone](gone.md)\n[self](#map) [no](#x)\n',
  );
  writeFileSync(
    path.join(folder, 'README.md'),
    '# Start\n[map](docs/map.md#map)\n[bad](docs/map.md#maps)\n[web](https://example.com/x) [top](/docs/map.md)\n',
  );
  assert.deepEqual(findDeadLinks(folder), [
    'README.md:3  docs/map.md has no heading #maps',
    'docs/map.md:2  there is no docs/gone.md',
    'docs/map.md:3  docs/map.md has no heading #x',
  ]);
});
