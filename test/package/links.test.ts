import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import { root } from '../workbench/places.ts';
import { install } from './installed.ts';
import { linkedVsix, vsix } from './made.ts';

/** Targets of links in a package's pages and manifest, with and without a repository. */
const plain = install(vsix);
const linked = install(linkedVsix);
after(() => {
  plain.remove();
  linked.remove();
});

const repository = 'https://github.com/example/azure-batch-troubleshooter';
const sources = readFileSync(path.join(root, 'README.md'), 'utf8');

/** Lists the targets of all links of the page that the gallery shows. */
function linksOf(folder: string): readonly string[] {
  return toLinks(readFileSync(path.join(folder, 'readme.md'), 'utf8'));
}

function toLinks(markdown: string): readonly string[] {
  return [...markdown.matchAll(/\]\(([^)]*)\)/g)].map(([, target = '']) => target);
}

const manifestOf = (folder: string): Readonly<Record<string, unknown>> =>
  JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));

const own = (target: string): boolean => !target.startsWith('https:');

test('without a repository, no link leads to a file that is missing in the package', () => {
  assert.ok(toLinks(sources).some(own));
  assert.deepEqual(linksOf(plain.folder).filter(own), []);
  assert.equal(manifestOf(plain.folder)['repository'], undefined);
});

test('with a repository, every link leads into that repository, and pictures are linked as files', () => {
  assert.deepEqual(
    linksOf(linked.folder),
    toLinks(sources).map((target) =>
      own(target) ? `${repository}/${/\.(?:png|gif)$/.test(target) ? 'raw' : 'blob'}/HEAD/${target}` : target,
    ),
  );
  const { repository: source, bugs, homepage } = manifestOf(linked.folder);
  assert.deepEqual(
    { source, bugs, homepage },
    {
      source: { type: 'git', url: `${repository}.git` },
      bugs: { url: `${repository}/issues` },
      homepage: `${repository}#readme`,
    },
  );
});

for (const [args, why] of [
  [['--repository'], /argument missing/],
  [['--repository', 'ftp://example.com/a/b'], /is not an https URL/],
  [['--repository', 'https://github.com/'], /does not name a repository on github\.com/],
  [['--repository', 'https://me:secret@github.com/a/b'], /contains credentials/],
  [['--repo', 'https://github.com/a/b'], /Unknown option '--repo'/],
] as const)
  test(`the command line is refused before anything is built: ${args.join(' ').replace(/me:.*@/, 'a password @ ')}`, () => {
    const run = spawnSync(process.execPath, ['scripts/package.mjs', ...args], { cwd: root, encoding: 'utf8' });
    assert.equal(run.status, 1);
    assert.match(run.stderr, why);
    assert.match(run.stderr, /What to do: /);
    assert.doesNotMatch(run.stdout + run.stderr, /secret|^ {4}at /m);
  });
