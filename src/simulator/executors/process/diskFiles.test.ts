import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { runs } from '../../../../test/builders/nightly.ts';
import { createDiskFiles } from './diskFiles.ts';

const secret = 'outside the node';

describe('files of a node on disk', () => {
  let folder: string;
  let root: string;

  before(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'disk-files-')));
    root = join(folder, 'node');
    await mkdir(join(root, 'workitems/j'), { recursive: true });
    await writeFile(join(folder, 'secret.txt'), secret);
    await mkdir(join(folder, 'node-2'));
    await writeFile(join(folder, 'node-2/secret.txt'), secret);
    await writeFile(join(root, 'workitems/j/a.txt'), '0123456789');
    await symlink('../../secret.txt', join(root, 'workitems/out.txt'));
    await symlink(folder, join(root, 'workitems/up'));
    await symlink('.', join(root, 'workitems/loop'));
    await symlink('a.txt', join(root, 'workitems/j/inner.txt'));
    execFileSync('mkfifo', [join(root, 'workitems/j/pipe')]);
  });
  after(() => rm(folder, { recursive: true }));

  const text = async (stream: Readable): Promise<string> => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of stream) chunks.push(chunk);
    return Buffer.concat(chunks).toString();
  };

  test('folders on disk are listed, recursively or not, without following links to the outside or into loops', async () => {
    const files = createDiskFiles(root);
    const paths = async (path: string, recursive: boolean): Promise<string[]> =>
      (await files.list(path, recursive)).map((file) => file.path).sort();
    assert.deepEqual(await paths('', false), ['workitems']);
    assert.deepEqual(await paths('', true), [
      'workitems',
      'workitems/j',
      'workitems/j/a.txt',
      'workitems/j/inner.txt',
      'workitems/loop',
    ]);
    assert.deepEqual(await paths('nowhere', true), []);
    assert.deepEqual(await paths('workitems/up', true), []);
    assert.deepEqual(await paths('workitems/j/a.txt', true), []);
  });

  test('the size, time, and mode of a file are returned', async () => {
    const file = await createDiskFiles(root).find('workitems/j/a.txt');
    assert.equal(file?.contentLength, 10);
    assert.equal(file.fileMode, '0o100644');
    assert.equal(file.isDirectory, false);
    assert.ok(file.lastModifiedMs > 0);
  });

  test('ranges of files, and links that stay inside the node, can be read', async () => {
    const files = createDiskFiles(root);
    assert.equal(await text(files.read('workitems/j/a.txt', 2, 4)), '234');
    assert.equal(await text(files.read('workitems/j/a.txt', 8, 99)), '89');
    assert.equal(await text(files.read('workitems/j/inner.txt', 0, 0)), '0');
  });

  for (const path of [
    'workitems/out.txt',
    'workitems/up/secret.txt',
    '../secret.txt',
    'workitems/j/pipe',
    'workitems',
    '',
  ]) {
    test(`the path ${JSON.stringify(path)} is not read`, async () => {
      const files = createDiskFiles(root);
      await assert.rejects(text(files.read(path, 0, 100)), /There is no file/);
    });
  }

  test('a link is removed, but not its target, and no outside file', async () => {
    const files = createDiskFiles(root);
    await symlink(join(folder, 'node-2'), join(root, 'workitems/doomed'));
    await files.remove('workitems/doomed/secret.txt');
    await files.remove('workitems/doomed');
    await files.remove('../secret.txt');
    await files.remove('');
    assert.equal(await files.find('workitems/doomed'), undefined);
    assert.equal(
      execFileSync('cat', [join(folder, 'node-2/secret.txt'), join(folder, 'secret.txt')], { encoding: 'utf8' }),
      secret + secret,
    );
    assert.equal((await files.list('', false)).length, 1);
  });

  test('no path leaves the node', async () => {
    const files = createDiskFiles(root);
    const segment = fc.constantFrom(
      '..',
      '.',
      '',
      'workitems',
      'j',
      'up',
      'loop',
      'out.txt',
      'secret.txt',
      'node-2',
      '\0',
      '%2e%2e',
      '..\\..',
    );
    const path = fc.oneof(
      fc.array(segment, { maxLength: 8 }).map((segments) => segments.join('/')),
      fc.constantFrom(folder, root, '/etc', '').chain((base) => segment.map((name) => `${base}/../${name}`)),
      fc.string(),
    );
    await fc.assert(
      fc.asyncProperty(path, async (given) => {
        const read = await text(files.read(given, 0, 100)).catch(() => '');
        assert.ok(!read.includes(secret), given);
        for (const file of await files.list(given, true))
          assert.ok(!file.path.includes('secret') && !file.path.startsWith('..'));
        const found = await files.find(given);
        assert.ok(!found?.path.startsWith('..'), given);
      }),
      { numRuns: runs(300) },
    );
  });
});
