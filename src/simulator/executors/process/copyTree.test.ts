import assert from 'node:assert/strict';
import { lstat, mkdir, mkdtemp, readdir, readFile, readlink, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { copyTree } from './copyTree.ts';

suite('copying node folders', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'copy-tree-'));
  });

  after(() => rm(folder, { recursive: true }));

  test("copies of a node's folder contain all files, with links as links, and with the same times", async () => {
    const from = join(folder, 'whole');
    await mkdir(join(from, 'workitems/job'), { recursive: true });
    await writeFile(join(from, 'workitems/job/out.txt'), 'done\n', { mode: 0o640 });
    await utimes(join(from, 'workitems/job/out.txt'), 1_000_000_000.9998, 1_000_000_000.9998);
    await symlink('../nowhere', join(from, 'workitems/lost'));
    await copyTree(from, join(folder, 'copy'));
    const file = join(folder, 'copy/workitems/job/out.txt');
    const { mode, mtimeMs } = await lstat(file);
    assert.deepEqual(
      [await readFile(file, 'utf8'), mode & 0o777, Math.floor(mtimeMs)],
      ['done\n', 0o640, 1_000_000_000_999],
    );
    assert.equal(await readlink(join(folder, 'copy/workitems/lost')), '../nowhere');
  });

  test("copies of a node's folder omit files that are removed during copying, and still succeed", async () => {
    const from = join(folder, 'changing');
    await mkdir(join(from, 'stays'), { recursive: true });
    await writeFile(join(from, 'stays/out.txt'), 'done\n');
    let isOver = false;
    const change = async (): Promise<void> => {
      while (!isOver) {
        const task = join(from, 'task/wd');
        await mkdir(task, { recursive: true });
        await Promise.all(Array.from({ length: 20 }, (_, index) => writeFile(join(task, `f${index}`), 'x')));
        await rm(join(from, 'task'), { recursive: true });
      }
    };
    const changing = change();
    try {
      for (let round = 0; round < 100; round += 1) await copyTree(from, join(folder, `copy-${round}`));
    } finally {
      isOver = true;
      await changing;
    }
    assert.equal(await readFile(join(folder, 'copy-99/stays/out.txt'), 'utf8'), 'done\n');
  });

  test('a folder that is gone is not copied', async () => {
    await copyTree(join(folder, 'gone'), join(folder, 'none'));
    assert.ok(!(await readdir(folder)).includes('none'));
  });
});
