import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { root } from '../workbench/places.ts';

const copy = mkdtempSync(path.join(os.tmpdir(), 'azure-batch-troubleshooter-setup-'));
after(() => rmSync(copy, { recursive: true, force: true }));

test('what cannot be had is one clear error that names the step and what to do', () => {
  for (const name of ['scripts', 'package.json', 'package-lock.json'])
    cpSync(path.join(root, name), path.join(copy, name), { recursive: true });
  const nowhere = {
    npm_config_registry: 'http://127.0.0.1:9/',
    npm_config_cache: path.join(copy, 'cache'),
    npm_config_fetch_retries: '0',
  };
  const { status, stderr } = spawnSync(process.execPath, ['scripts/setup.mjs'], {
    cwd: copy,
    env: { ...process.env, ...nowhere },
    encoding: 'utf8',
  });
  assert.equal(status, 1);
  assert.match(stderr, /^\n?✗ Installing packages \(npm ci\): /);
  assert.match(stderr, /\n {2}What to do: see that the npm registry can be reached/);
  assert.doesNotMatch(stderr, /^ {4}at /m);
});
