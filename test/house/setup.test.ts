import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { root } from '../workbench/places.ts';
import { runProgram } from './runProgram.ts';

/** Folders with files that scripts read at startup: names of benchmarks and of soaks, and words to avoid. */
const folders = ['scripts', 'docs', 'test/bench', 'test/soak'];

const copy = mkdtempSync(path.join(os.tmpdir(), 'azure-batch-troubleshooter-setup-'));
after(() => rmSync(copy, { recursive: true, force: true }));
before(() => {
  for (const name of [...folders, 'package.json', 'package-lock.json', 'biome.json'])
    cpSync(path.join(root, name), path.join(copy, name), { recursive: true });
});

function runNode(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const program = process.env['PLAIN_NODE'] ?? process.execPath;
  return runProgram(program, args, { cwd: copy, env: { ...process.env, ...env } });
}

interface Manifest {
  readonly scripts: Readonly<Record<string, string>>;
}

/** Scripts whose flags are read by their bundles, which are built first. */
const bundled = ['simulator', 'cli', 'live'];
const { scripts }: Manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

for (const [name, command] of Object.entries(scripts)) {
  if (bundled.includes(name)) continue;
  const [program, ...args] = command.split(' ');

  test(`npm run ${name} shows its usage before anything is installed, and rejects unknown arguments`, () => {
    assert.equal(program, 'node');
    const help = runNode([...args, '--help']);
    assert.equal(help.status, 0, help.stderr);
    assert.match(help.stdout, /^npm (?:run [a-z0-9]+|start|test)\b.*\n\n\S/);
    const unknown = runNode([...args, '--no-such-flag']);
    assert.equal(unknown.status, 1);
    assert.match(unknown.stderr, /^\n✗ npm .*: Unknown option '--no-such-flag'\n/);
    assert.ok(unknown.stderr.endsWith(`\n\n${help.stdout}`));
  });
}

test('a failed download is one clear error with the step and a fix', () => {
  const nowhere = {
    npm_config_registry: 'http://127.0.0.1:9/',
    npm_config_cache: path.join(copy, 'cache'),
    npm_config_fetch_retries: '0',
    npm_config_fetch_timeout: '20000',
    npm_config_noproxy: '127.0.0.1',
  };
  const { status, stderr } = runNode(['scripts/setup.mjs'], nowhere);
  assert.equal(status, 1);
  // Both are installed at the same time, and either may be reported first.
  assert.match(stderr, /^\n?✗ Installing (?:packages \(npm ci\)|the test host \(npm ci in test\/host\)): /);
  assert.match(stderr, /\n {2}What to do: make sure that the npm registry can be reached/);
  assert.doesNotMatch(stderr, /^ {4}at /m);
});
