import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { cleanEnvironment } from './run.mjs';

test('a run that is told to end names the file which did not', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'reporter-test-'));
  try {
    const file = path.join(folder, 'lingers.test.mjs');
    writeFileSync(
      file,
      "import { createServer } from 'node:net';\ncreateServer().listen(0, () => console.log('up'));\n",
    );
    const reporter = path.join(import.meta.dirname, 'countingReporter.mjs');
    const args = ['--test', '--test-reporter', reporter, '--test-reporter-destination', 'stdout', file];
    const stdio = ['ignore', 'pipe', 'inherit'];
    const runner = spawn(process.execPath, args, { env: cleanEnvironment(), stdio });
    let output = '';
    for await (const text of runner.stdout.setEncoding('utf8')) {
      output += text;
      if (text.includes('up')) runner.kill('SIGTERM');
    }
    assert.match(output, /FAIL {2}still running: .*lingers\.test\.mjs/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
