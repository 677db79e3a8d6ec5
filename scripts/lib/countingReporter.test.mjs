import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { cleanEnvironment } from './run.mjs';

const reporter = path.join(import.meta.dirname, 'countingReporter.mjs');

test('a process that ends before its tests fails, and its unfinished tests are named', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'reporter-test-'));
  try {
    const file = path.join(folder, 'leaves.test.mjs');
    const tests = [
      "import { test } from 'node:test';",
      "test('stays', () => undefined);",
      "test('leaves', async () => {",
      '  await new Promise((resolve) => setTimeout(resolve, 100));',
      '  process.exit(0);',
      '});',
      "test('waits', () => undefined);",
    ];
    writeFileSync(file, tests.join('\n'));
    const args = ['--test', '--test-reporter', reporter, '--test-reporter-destination', 'stdout', file];
    const { stdout } = spawnSync(process.execPath, args, { env: cleanEnvironment(), encoding: 'utf8' });
    assert.match(stdout, /FAIL {2}.*leaves\.test\.mjs stopped early: these had not ended: .*leaves, waits\n/);
    assert.match(stdout, /"failed":1/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('each file has its own counts, even in a shared process', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'reporter-test-'));
  try {
    const [one, other] = ['one', 'other'].map((name) => path.join(folder, `${name}.mjs`));
    writeFileSync(one, "import { test } from 'node:test';\ntest('stays', () => undefined);\n");
    const fails = "{ throw new Error('no') }";
    writeFileSync(
      other,
      `import { before, test } from 'node:test';\nbefore(() => ${fails});\ntest('x', () => undefined);`,
    );
    const shared = path.join(folder, 'shared.test.mjs');
    const suites = [one, other].map((file) => `suite('${file}', () => { require('${file}'); });`);
    const require = 'const require = createRequire(import.meta.url);';
    const head = `import { createRequire } from 'node:module';\nimport { suite } from 'node:test';\n${require}\n`;
    writeFileSync(shared, head + suites.join('\n'));
    const args = ['--test', '--test-reporter', reporter, '--test-reporter-destination', 'stdout', shared];
    const { stdout } = spawnSync(process.execPath, args, { env: cleanEnvironment(), encoding: 'utf8' });
    const { files } = JSON.parse(/^#counts (.*)$/m.exec(stdout)?.[1] ?? '{}');
    const told = Object.fromEntries(Object.entries(files).map(([file, counts]) => [path.basename(file), counts]));
    assert.deepEqual(told['one.mjs'], { passed: 1, failed: 0, skipped: 0 });
    assert.equal(told['other.mjs'].passed, 0);
    assert.ok(told['other.mjs'].failed > 0);
    assert.equal(told['shared.test.mjs'], undefined);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** Time for an interrupted run to end; a file that it runs may have missed the signal. */
const farewellMs = 30_000;

/** Returns the output of a run of a file with these lines, which is interrupted after the file has printed `up`. */
async function interrupt(...lines) {
  const folder = mkdtempSync(path.join(tmpdir(), 'reporter-test-'));
  try {
    const file = path.join(folder, 'lingers.test.mjs');
    writeFileSync(file, lines.join('\n'));
    const args = ['--test', '--test-reporter', reporter, '--test-reporter-destination', 'stdout', file];
    const stdio = ['ignore', 'pipe', 'inherit'];
    const runner = spawn(process.execPath, args, { env: cleanEnvironment(), stdio, detached: true });
    let output = '';
    let farewell;
    for await (const text of runner.stdout.setEncoding('utf8')) {
      output += text;
      if (farewell !== undefined || !output.includes('up')) continue;
      runner.kill('SIGTERM');
      farewell = setTimeout(() => process.kill(-runner.pid, 'SIGKILL'), farewellMs);
    }
    clearTimeout(farewell);
    return output;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('an interrupted run names the file that keeps the run going', async () => {
  const output = await interrupt(
    "import { createServer } from 'node:net';",
    "createServer().listen(0, () => console.log('up'));",
  );
  assert.match(output, /FAIL {2}still running: .*lingers\.test\.mjs\n/);
});

test('an interrupted run names the test that hangs', async () => {
  const output = await interrupt(
    "import { suite, test } from 'node:test';",
    "suite('all', () => {",
    "  test('ends', () => undefined);",
    "  test('hangs', () => new Promise(() => { setInterval(() => undefined, 1000); setTimeout(() => console.log('up'), 50); }));",
    '});',
  );
  assert.match(output, /FAIL {2}still running: hangs {2}\(.*lingers\.test\.mjs:4\)\n/);
  assert.doesNotMatch(output, /still running: (?!hangs)/);
});
