import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { test } from 'node:test';
import { root, runsSource } from '../workbench/places.ts';
import { newVersion } from './rawClient.ts';

/** Files in which the official client drives the account. */
const suites = ['pools', 'nodes', 'jobs', 'tasks', 'files', 'schedules', 'scaling'];
const patienceMs = 300_000;

test(`the official client also works with ${newVersion}`, { timeout: patienceMs }, async ({ signal }) => {
  const files = suites.map((name) => path.join(root, `test/conformance/${name}.test.ts`));
  // With this variable, the children would report to this runner in its own format.
  const { NODE_TEST_CONTEXT: _context, ...env } = process.env;
  const child = spawn(
    process.execPath,
    [runsSource, '--test', '--test-isolation=none', '--test-reporter=tap', ...files],
    {
      env: { ...env, AZURE_BATCH_API_VERSION: newVersion },
      stdio: ['ignore', 'pipe', 'inherit'],
      signal,
    },
  );
  let report = '';
  child.stdout.on('data', (chunk) => {
    report += String(chunk);
  });
  const [code] = await once(child, 'close');
  const failures = report.split('\n').filter((line) => /^\s*not ok/.test(line));
  assert.deepEqual([code, failures], [0, []], report);
});
