import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileText } from '../../../../test/builders/fileText.ts';
import { SteppedClock } from '../../clock.ts';
import { repeatedLines } from '../../scenarios/generatedText.ts';
import { textContent, toContent } from './content.ts';
import { MemoryDisk } from './memoryDisk.ts';

const modifiedMs = (): number => 5000;

test('a folder is created when it is first read', async () => {
  const disk = new MemoryDisk('linux');
  let made = 0;
  disk.replaceFolder('workitems/j/job-1/t', 1000, () => {
    made++;
    return [{ path: 'wd/a.txt', content: textContent('hello'), modifiedMs }];
  });
  assert.deepEqual(
    (await disk.list('workitems', false)).map((file) => file.path),
    ['workitems/j'],
  );
  assert.equal(made, 0);
  assert.equal(await fileText(disk, 'workitems/j/job-1/t/wd/a.txt'), 'hello');
  assert.deepEqual(
    (await disk.list('workitems/j/job-1/t', true)).map((file) => file.path),
    ['workitems/j/job-1/t/wd', 'workitems/j/job-1/t/wd/a.txt', 'workitems/j/job-1/t/certs'],
  );
  assert.equal(made, 1);
});

test('a file can be removed, and a folder with all of its contents', async () => {
  const disk = new MemoryDisk('linux');
  disk.addFile({ path: 'shared/a/b.txt', content: textContent('b'), modifiedMs });
  await disk.remove('shared/a');
  assert.equal(await disk.find('shared/a/b.txt'), undefined);
  assert.equal((await disk.find('shared'))?.isDirectory, true);
});

test('a missing file cannot be read', async () => {
  const disk = new MemoryDisk('linux');
  for (const path of ['nothing', '', '..', 'shared/../x', '/']) {
    await assert.rejects(disk.read(path, 0, 1).toArray(), /There is no file/);
    assert.equal(await disk.find(path), undefined);
  }
});

test('a file of a gigabyte is listed, and read at its end, without using memory for it', async () => {
  const disk = new MemoryDisk('linux');
  const lines = repeatedLines(10_000_000, 108, (index) => `line ${index}`);
  disk.addFile({ path: 'big.log', content: toContent(lines, { startMs: 0 }, new SteppedClock()), modifiedMs });
  const size = (await disk.find('big.log'))?.contentLength ?? 0;
  assert.equal(size, 1_080_000_000);
  const end = Buffer.concat(await disk.read('big.log', size - 50, size + 50).toArray()).toString();
  assert.equal(end.length, 50);
  const [last] = Buffer.concat(await disk.read('big.log', size - 108, size - 1).toArray())
    .toString()
    .split(' '.repeat(5));
  assert.equal(last, 'line 9999999');
});

test('timed output grows with the clock and stops with the run', async () => {
  const clock = new SteppedClock(0);
  const span: { startMs: number; endMs?: number } = { startMs: 0 };
  const content = toContent(
    [
      { atMs: 0, text: 'one\n' },
      { atMs: 1000, text: 'zwö\n' },
    ],
    span,
    clock,
  );
  assert.equal(content.byteLength(), 4);
  await clock.advance(1000);
  assert.equal(content.byteLength(), 9);
  span.endMs = 999;
  assert.equal(content.byteLength(), 4);
});

test('only Linux has file modes', async () => {
  for (const [os, mode] of [
    ['linux', '0o100644'],
    ['windows', undefined],
  ] as const) {
    const disk = new MemoryDisk(os);
    disk.addFile({ path: 'shared/a.txt', content: textContent('a'), modifiedMs });
    assert.equal((await disk.find('shared/a.txt'))?.fileMode, mode);
  }
});

test('a rotated log starts again', async () => {
  const clock = new SteppedClock(0);
  const pieces = [
    { atMs: 0, text: 'a long first line\n' },
    { atMs: 10, text: 'new\n', restarts: true },
    { atMs: 20, text: 'more\n' },
  ];
  const content = toContent(pieces, { startMs: 0 }, clock);
  assert.equal(content.byteLength(), 18);
  await clock.advance(10);
  assert.equal(Buffer.from(content.bytes(0, 100)).toString(), 'new\n');
  await clock.advance(10);
  assert.equal(Buffer.from(content.bytes(0, 100)).toString(), 'new\nmore\n');
});
