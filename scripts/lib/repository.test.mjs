import assert from 'node:assert/strict';
import { test } from 'node:test';
import { standAlone, toRepository } from './repository.mjs';

test('an address is accepted with and without the suffixes of Git', () => {
  for (const address of ['https://github.com/a/b', 'https://github.com/a/b/', 'https://github.com/a/b.git'])
    assert.equal(toRepository(address).address, 'https://github.com/a/b');
});

test('URLs of pages and files follow the layout of the repository host', () => {
  assert.equal(toRepository('https://github.com/a/b').pages, 'https://github.com/a/b/blob/HEAD');
  assert.equal(toRepository('https://gitlab.com/a/b').files, 'https://gitlab.com/a/b/-/raw/HEAD');
});

test('links of a standalone page lead into the repository, or are removed', () => {
  const page =
    '![A picture](docs/a.png)\n\nSee [the map](docs/map.md), [above](#above) and [Batch](https://x.example/).\n';
  assert.equal(standAlone(page, undefined), '\n\nSee the map, [above](#above) and [Batch](https://x.example/).\n');
  assert.equal(
    standAlone(page, toRepository('https://github.com/a/b')),
    '![A picture](https://github.com/a/b/raw/HEAD/docs/a.png)\n\nSee [the map](https://github.com/a/b/blob/HEAD/docs/map.md), [above](#above) and [Batch](https://x.example/).\n',
  );
});
