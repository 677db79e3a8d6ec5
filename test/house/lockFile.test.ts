import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { root } from '../workbench/places.ts';
import { runProgram } from './runProgram.ts';

interface Locked {
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const { packages } = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as {
  readonly packages: Readonly<Record<string, Locked>>;
};

/** Platforms for development and tests. */
const platforms = ['linux x64', 'linux arm64', 'darwin x64', 'darwin arm64', 'win32 x64', 'win32 arm64'];

/** Returns the package that provides an optional dependency of a locked package, as Node.js would find it. */
function findLocked(of: string, name: string): Locked | undefined {
  const folders = of.split(/(?=node_modules\/)/);
  const places = folders.map((_, index) => `${folders.slice(0, folders.length - index).join('')}/node_modules/${name}`);
  return [...places, `node_modules/${name}`].map((place) => packages[place]).find((found) => found !== undefined);
}

// If node_modules exists, npm writes only the packages of its own platform into a new lock file.
test('platform-specific packages are locked for all development platforms', () => {
  const missing = Object.entries(packages).flatMap(([file, { optionalDependencies = {} }]) => {
    const found = Object.keys(optionalDependencies).map((name) => ({ name, locked: findLocked(file, name) }));
    const absent = found.filter(({ locked }) => locked === undefined).map(({ name }) => `${file}: ${name}`);
    const built = found.filter(({ locked }) => locked?.os !== undefined && locked.cpu !== undefined);
    if (built.length < platforms.length) return absent;
    const has = new Set(
      built.flatMap(({ locked }) =>
        (locked?.os ?? []).flatMap((os) => (locked?.cpu ?? []).map((cpu) => `${os} ${cpu}`)),
      ),
    );
    return [...absent, ...platforms.filter((one) => !has.has(one)).map((one) => `${file}: ${one}`)];
  });
  assert.deepEqual(missing, []);
  for (const tool of ['node_modules/esbuild', 'node_modules/@biomejs/biome'])
    assert.ok(Object.keys(packages[tool]?.optionalDependencies ?? {}).length >= platforms.length, tool);
});

// Newer versions of Node are covered by the workflow that runs this test with them.
test("all locked packages support npm's Node.js version", {
  skip: process.platform === 'win32' && 'npm is no program there',
}, () => {
  const args = ['ci', '--dry-run', '--engine-strict', '--ignore-scripts', '--offline'];
  const { status, stderr } = runProgram('npm', args, { cwd: root });
  assert.equal(status, 0, stderr);
});
