import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { BatchError } from '../model/batchError.ts';
import { toPathOfDirectory, toShellInDirectory, toWorkingDirectory } from './taskDirectory.ts';

/** Root directory of a node, with names that a shell would parse as commands. */
const root = mkdtempSync(path.join(os.tmpdir(), "azure-batch-troubleshooter-root $(id) 'x' "));
const directory = toWorkingDirectory({ taskRootDirectory: "workitems/it's $(touch here)/job-1/t" });
const greeting = { isRoot: 'as root', isNotRoot: "as yourself, who isn't root", isGone: 'gone' };

after(() => rmSync(root, { recursive: true, force: true }));

/** Installs a stand-in for a program of this computer, to simulate users with and without administrator rights. */
function install(name: string, script: string): void {
  mkdirSync(path.join(root, 'bin'), { recursive: true });
  writeFileSync(path.join(root, 'bin', name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

function run(command: string, input = ''): { readonly code: number | null; readonly lines: readonly string[] } {
  const env = { ...process.env, AZ_BATCH_NODE_ROOT_DIR: root, PATH: `${root}/bin:${process.env['PATH']}` };
  const { status, stdout } = spawnSync('sh', ['-c', command], { encoding: 'utf8', env, input });
  return { code: status, lines: stdout.trimEnd().split('\n') };
}

test('the working directory is below the root of the node, on any operating system', () => {
  assert.equal(directory, "workitems/it's $(touch here)/job-1/t/wd");
  assert.equal(toWorkingDirectory({ taskRootDirectory: 'workitems\\j\\job-1\\t' }), 'workitems/j/job-1/t/wd');
});

for (const odd of [undefined, '', '/etc', 'workitems/../../etc', 'workitems//t', 'a/./b', 'a\nb', 'C:\\..\\x'])
  test(`a directory that is not on a node is refused: ${JSON.stringify(odd)}`, () => {
    const info = odd === undefined ? {} : { taskRootDirectory: odd };
    assert.throws(
      () => toWorkingDirectory(info),
      (error) => BatchError.is(error, 'InvalidInput'),
    );
  });

test('for a missing directory the shell prints a message, and the path command fails', () => {
  install('id', 'echo 0');
  assert.deepEqual(run(toShellInDirectory(directory, greeting), 'exit 3\n'), { code: 3, lines: ['gone'] });
  assert.equal(run(toPathOfDirectory(directory)).code, 1);
});

const users = {
  [greeting.isRoot]: [
    ['root', '0', 'exit 1'],
    ['an administrator', '1000', '[ "$1" = -n ] && shift; exec "$@"'],
    ['an administrator with a password', '1000', 'case $1 in -n) exit 1 ;; -v) exit 0 ;; esac; exec "$@"'],
  ],
  [greeting.isNotRoot]: [['an ordinary user', '1000', 'exit 1']],
};
for (const [said, all] of Object.entries(users))
  for (const [who = '', id = '', sudo = ''] of all)
    test(`the shell of ${who} starts in the working directory and prints: ${said}`, () => {
      mkdirSync(path.join(root, directory), { recursive: true });
      install('id', `echo ${id}`);
      install('sudo', sudo);
      const { code, lines } = run(toShellInDirectory(directory, greeting), 'pwd\nexit 7\n');
      assert.deepEqual({ code, lines }, { code: 7, lines: [said, path.join(root, directory)] });
    });

test('the path of the directory is printed for a program that requests it', () => {
  mkdirSync(path.join(root, directory), { recursive: true });
  assert.deepEqual(run(toPathOfDirectory(directory)), { code: 0, lines: [path.join(root, directory)] });
});
