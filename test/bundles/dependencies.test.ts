import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { root } from '../workbench/places.ts';

/** Compares docs/dependencies.md with package.json and with the bundled size of each dependency. */
interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const readManifest = (folder: string): Manifest =>
  JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8'));
const { dependencies = {}, devDependencies = {} } = readManifest('.');
const page = readFileSync(path.join(root, 'docs/dependencies.md'), 'utf8');

interface Metafile {
  readonly outputs: Readonly<
    Record<string, { readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>> }>
  >;
}

/** Returns the bytes in all shipped bundles by the name of the package of origin. */
function readBytes(): ReadonlyMap<string, number> {
  const { outputs }: Metafile = JSON.parse(readFileSync(path.join(root, 'out/meta.json'), 'utf8'));
  const bytes = new Map<string, number>();
  for (const [output, { inputs }] of Object.entries(outputs)) {
    if (!/\.c?js$/.test(output) || /\/(?:simulatorMain|cli)\.cjs$/.test(output)) continue;
    for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
      const name = /^.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1];
      if (name) bytes.set(name, (bytes.get(name) ?? 0) + bytesInOutput);
    }
  }
  return bytes;
}

/** Returns a package and its dependencies, including indirect ones. */
function withBrought(name: string, from = '.', seen = new Set<string>()): ReadonlySet<string> {
  const folder = [`${from}/node_modules/${name}`, `node_modules/${name}`].find((each) =>
    existsSync(path.join(root, each)),
  );
  if (folder === undefined || seen.has(name)) return seen;
  seen.add(name);
  for (const brought of Object.keys(readManifest(folder).dependencies ?? {})) withBrought(brought, folder, seen);
  return seen;
}

const cells = (name: string): readonly string[] | undefined =>
  page
    .split('\n')
    .find((line) => line.startsWith(`| \`${name}\` `))
    ?.split('|')
    .map((cell) => cell.trim());

/** Largest relative or absolute (kB) deviation of a size before the page has to be updated. */
const tolerance = 0.1;
const toleratedKb = 2;

const bytes = readBytes();
for (const name of Object.keys(dependencies))
  test(`docs/dependencies.md lists the size of ${name}`, () => {
    const row = cells(name);
    assert.ok(row, 'it has a row');
    assert.equal(row.filter((cell) => cell === '').length, 2, 'no cell of it is empty');
    const said = row.map((cell) => /^(\d+) kB$/.exec(cell)?.[1]).find((kb) => kb !== undefined);
    const kb = [...withBrought(name)].reduce((sum, each) => sum + (bytes.get(each) ?? 0), 0) / 1000;
    assert.ok(
      Math.abs(Number(said) - kb) <= Math.max(toleratedKb, kb * tolerance),
      `${said} kB is said, ${kb} kB are there`,
    );
  });

test('docs/dependencies.md lists only installed packages', () => {
  const rows = [...page.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name = '']) => name);
  assert.deepEqual(
    rows.filter((name) => !(name in dependencies || name in devDependencies)),
    [],
  );
});
