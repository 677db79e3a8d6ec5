import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { listTests } from './kinds.mjs';
import { out, root } from './places.mjs';
import { run } from './run.mjs';
import { alone, writeShared } from './sharedTests.mjs';

/** A separate stage for this test, because other stages may be running. */
const stage = 'sharedTests.test';

test('every test file runs in one process, and the listed files run in separate processes', () => {
  const files = [...listTests('unit'), ...listTests('journeys')];
  const given = writeShared(stage, files);
  const shared = given.filter((file) => !files.includes(file));
  const text = shared.map((file) => readFileSync(path.join(root, file), 'utf8')).join('');
  const sharing = [...text.matchAll(/^suite\("(.*)", load\);$/gm)].map(([, file]) => file);
  const own = given.filter((file) => files.includes(file));
  assert.deepEqual([...sharing, ...own].sort(), [...files].sort());
  assert.deepEqual(
    own,
    [...alone.keys()].filter((file) => files.includes(file)),
  );
  assert.ok(shared.length > 1);
});

test('files that are listed for a separate process exist', () => {
  assert.deepEqual(
    [...alone.keys()].filter((file) => !existsSync(path.join(root, file))),
    [],
  );
});

test('there are no more processes than files', () => {
  assert.equal(writeShared(stage, ['src/core/filters/odata.test.ts']).length, 1);
});

test('text that a test writes does not end up in the reports of its process', async () => {
  const folder = mkdtempSync(path.join(out, 'writing-'));
  const file = path.relative(root, path.join(folder, 'writes.test.mjs'));
  const body = "import { test } from 'node:test';\ntest('x', () => console.log('written by a test'));\n";
  writeFileSync(path.join(root, file), body);
  try {
    const [shared] = writeShared('writing.test', [file]);
    const { status, stdout, stderr } = spawnSync(process.execPath, [shared], { cwd: root, encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    assert.match(stderr, /written by a test/);
    assert.doesNotMatch(stdout, /written by a test/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

const onLinux = { skip: process.platform !== 'linux' && 'only Linux shows what a process calls itself' };

test('a test that never yields is reported with its file, even in a shared process', onLinux, async () => {
  const folder = mkdtempSync(path.join(out, 'spinning-'));
  const files = ['ends', 'spins'].map((name) => path.relative(root, path.join(folder, `${name}.test.mjs`)));
  for (const [index, body] of ['', 'for (;;) ;'].entries())
    writeFileSync(path.join(root, files[index]), `import { test } from 'node:test';\ntest('x', () => { ${body} });\n`);
  try {
    const limit = { processorS: 2, hangS: 300 };
    const { code, output } = await run(process.execPath, ['--test', ...writeShared('spinning.test', files)], { limit });
    assert.equal(code, 124);
    assert.match(output, /^ended: .* at last in: .*spins\.test\.mjs/m);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
