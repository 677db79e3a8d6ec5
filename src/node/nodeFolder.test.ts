import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { MemoryFolder } from '../../test/fakes/memoryFolder.ts';
import { temporaryFolder } from '../../test/fakes/temporaryFolder.ts';
import { WatchFolder } from '../app/actions/watch/watchFolder.ts';
import type { Folder } from '../app/ports.ts';
import { NodeFolder } from './nodeFolder.ts';

/** Tests of the guarantees of `Folder`, for the disk and for the in-memory folder of tests. */

const isMissing = { code: 'ENOENT' };
const posix = process.platform !== 'win32';

async function listLines(folder: Folder, name: string): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const line of folder.readLines(name)) lines.push(line);
  return lines;
}

const contract: Readonly<Record<string, (folder: Folder) => Promise<void>>> = {
  async 'where nothing was saved there is nothing to be read, measured or removed'(folder) {
    assert.deepEqual(await folder.listNames(), []);
    assert.deepEqual([await folder.measure('a'), await folder.read('a')], [undefined, undefined]);
    assert.deepEqual(await listLines(folder, 'a'), []);
    await folder.remove('a');
    await folder.removeSelf();
  },

  async 'of several who create a file at once, one does, and what it wrote stays'(folder) {
    const created = await Promise.all(['1', '2', '3', '4'].map((text) => folder.create('lock', text)));
    assert.equal(created.filter(Boolean).length, 1);
    assert.equal(await folder.read('lock'), String(created.indexOf(true) + 1));
    assert.equal(await folder.create('lock', 'late'), false);
    assert.deepEqual(await folder.listNames(), ['lock']);
  },

  async 'a file is read whole, and line by line without those that are empty'(folder) {
    await folder.replace('a', 'é1\n\n2\nno end');
    assert.equal(await folder.read('a'), 'é1\n\n2\nno end');
    assert.deepEqual(await listLines(folder, 'a'), ['é1', '2', 'no end']);
    assert.equal((await folder.measure('a'))?.size, 13);
    await folder.replace('a', '');
    assert.equal(await folder.read('a'), '');
  },

  async 'what several add at once is all there, each in one piece'(folder) {
    const all = Array.from({ length: 50 }, (_, index) => `line ${index}`);
    await Promise.all(all.map((line) => folder.append('order', `${line}\n`)));
    assert.deepEqual((await listLines(folder, 'order')).toSorted(), all.toSorted());
  },

  async 'a file is written over where it is there, and made nowhere'(folder) {
    await folder.create('lock', 'a long text');
    assert.equal(await folder.overwrite('lock', 'short'), true);
    assert.equal(await folder.read('lock'), 'short');
    assert.equal(await folder.overwrite('gone', 'short'), false);
    assert.deepEqual(await folder.listNames(), ['lock']);
  },

  async 'a journal is continued after its last whole line, and only where it is there'(folder) {
    await folder.create('a', '1\n2\nhalf é of a li');
    const file = await folder.open('a');
    assert.equal(await folder.read('a'), '1\n2\n');
    await file.append('3\n');
    await file.append('4\n');
    await file.sync();
    await file.close();
    assert.equal(await folder.read('a'), '1\n2\n3\n4\n');
    await (await folder.open('a')).close();
    assert.equal(await folder.read('a'), '1\n2\n3\n4\n', 'nothing was cut that is whole');
    await assert.rejects(folder.open('b'), isMissing);
    assert.deepEqual(await folder.listNames(), ['a']);
  },

  async 'a file that is open is added to under its new name'(folder) {
    await folder.create('a', '1\n');
    const file = await folder.open('a');
    await folder.create('b', 'before');
    await folder.rename('a', 'b');
    await file.append('2\n');
    await file.close();
    assert.deepEqual([await folder.read('a'), await folder.read('b')], [undefined, '1\n2\n']);
    await assert.rejects(folder.rename('a', 'b'), isMissing);
    assert.equal(await folder.read('b'), '1\n2\n');
  },

  async 'a file has the time that it was given, until it is saved again'(folder) {
    await folder.create('lock', 'mine');
    const atMs = Date.parse('2020-01-02T03:04:05.678Z');
    await folder.touch('lock', atMs);
    assert.equal(Math.round((await folder.measure('lock'))?.savedAtMs ?? 0), atMs);
    assert.equal(await folder.read('lock'), 'mine');
    await folder.overwrite('lock', 'yours');
    assert.notEqual(Math.round((await folder.measure('lock'))?.savedAtMs ?? 0), atMs);
    await assert.rejects(folder.touch('gone', atMs), isMissing);
    assert.deepEqual(await folder.listNames(), ['lock']);
  },

  async 'the file of a key has the same name each time, and another than those of other keys'(folder) {
    assert.equal(folder.toName('task/…/1'), folder.toName('task/…/1'));
    assert.match(folder.toName('x'.repeat(10_000)), /^[0-9a-f]{40}\.jsonl$/);
    assert.notEqual(folder.toName('a'), folder.toName('b'));
    assert.equal(folder.toName('a'), new MemoryFolder().toName('a'));
  },
};

for (const [name, check] of Object.entries(contract)) {
  test(`on the disk, ${name}`, async () => {
    using place = temporaryFolder();
    await check(new NodeFolder(path.join(place.path, 'ours')));
  });
  test(`in memory, ${name}`, () => check(new MemoryFolder()));
}

test('an entry that is not a file is neither read, written, nor followed', { skip: !posix }, async () => {
  using place = temporaryFolder();
  const ours = path.join(place.path, 'ours');
  const foreign = path.join(place.path, 'foreign');
  const folder = new NodeFolder(ours);
  await folder.create('a', '1\n');
  writeFileSync(foreign, 'theirs\nhalf');
  symlinkSync(foreign, path.join(ours, 'link'));
  mkdirSync(path.join(ours, 'sub'));
  for (const name of ['link', 'sub']) {
    assert.deepEqual([await folder.read(name), await folder.measure(name)], [undefined, undefined], name);
    assert.equal(await folder.overwrite(name, 'ours'), false, name);
    assert.equal(await folder.create(name, 'ours'), false, name);
    await assert.rejects(folder.open(name), isMissing, name);
    await assert.rejects(folder.touch(name, 0), isMissing, name);
  }
  await assert.rejects(folder.append('sub', 'ours'));
  assert.ok(statSync(foreign).mtimeMs > 0);
  await folder.append('link', 'ours');
  assert.equal(await folder.read('link'), 'ours');
  assert.ok(lstatSync(path.join(ours, 'link')).isFile());
  symlinkSync(path.join(place.path, 'nowhere'), path.join(ours, 'dangling'));
  await folder.append('dangling', 'ours');
  assert.deepEqual(readdirSync(place.path).toSorted(), ['foreign', 'ours']);
  assert.equal(readFileSync(foreign, 'utf8'), 'theirs\nhalf');
});

test('a large foreign file delays nothing unless it is requested', async () => {
  using place = temporaryFolder();
  const folder = new NodeFolder(place.path);
  const watched = new WatchFolder(folder);
  const resource = { kind: 'job', accountId: 'a', jobId: 'j' } as const;
  const seen = { at: '2026-11-01T00:00:00.000Z', pending: [] };
  await watched.add({ resource, since: seen.at, seen });
  // Sparse files have these sizes but occupy hardly any disk space.
  const sizes = [17, 250, 3000].map((mebibytes) => mebibytes * 1024 * 1024);
  for (const size of sizes) {
    const name = folder.toName(String(size));
    writeFileSync(path.join(place.path, name), '');
    truncateSync(path.join(place.path, name), size);
    assert.equal(await folder.read(name), undefined);
  }
  assert.deepEqual(
    (await watched.list()).map((one) => one.resource),
    [resource],
  );
  assert.equal((await folder.read(folder.toName(String(sizes[0])), 32 * 1024 * 1024))?.length, sizes[0]);
});

test('only the user may read saved files', { skip: !posix }, async () => {
  using place = temporaryFolder();
  const ours = path.join(place.path, 'ours');
  const folder = new NodeFolder(ours);
  await folder.create('created', '');
  await folder.append('added', '');
  await folder.replace('replaced', '');
  assert.equal(statSync(ours).mode & 0o777, 0o700);
  for (const name of readdirSync(ours)) assert.equal(statSync(path.join(ours, name)).mode & 0o777, 0o600, name);
});

test('if the folder is a link, nothing is done through the link, and the next save moves the link aside', {
  skip: !posix,
}, async () => {
  using place = temporaryFolder();
  const [ours, foreign] = [path.join(place.path, 'ours'), path.join(place.path, 'foreign')];
  mkdirSync(foreign);
  writeFileSync(path.join(foreign, 'a'), 'theirs');
  symlinkSync(foreign, ours);
  const folder = new NodeFolder(ours, () => 7);
  assert.equal(await folder.read('a'), undefined);
  assert.equal(await folder.overwrite('a', 'ours'), false);
  for (const act of [() => folder.open('a'), () => folder.touch('a', 0), () => folder.rename('a', 'b')])
    await assert.rejects(act, isMissing);
  assert.deepEqual(readdirSync(foreign), ['a']);
  assert.equal(await folder.create('a', 'ours'), true);
  assert.deepEqual(readdirSync(place.path).toSorted(), ['foreign', 'ours', 'ours.link-7']);
  assert.equal(readFileSync(path.join(foreign, 'a'), 'utf8'), 'theirs');
});

test('of two programs that append to one file, and are killed, no line is lost or doubled', async () => {
  using made = temporaryFolder('killed');
  const script = path.join(import.meta.dirname, '../../test/fakes/appendLines.ts');
  const appended = await Promise.all(
    ['one', 'other'].map(async (owner) => {
      const child = spawn(process.execPath, [script, made.path, 'lines.jsonl', owner], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let printed = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        printed += text;
        if (printed.split('\n').length > 200) child.kill('SIGKILL');
      });
      await once(child, 'close');
      return { owner, last: printed.split('\n').length - 2 };
    }),
  );
  const lines = readFileSync(path.join(made.path, 'lines.jsonl'), 'utf8').split('\n').slice(0, -1);
  const numbers = new Map(appended.map(({ owner }) => [owner, [] as number[]]));
  for (const line of lines) {
    const { owner, number } = JSON.parse(line);
    numbers.get(owner)?.push(number);
  }
  for (const { owner, last } of appended) {
    const found = numbers.get(owner) ?? [];
    // The line of the moment of the kill may or may not be there.
    assert.ok(
      found.length === last + 1 || found.length === last + 2,
      `${found.length} lines, ${last + 1} acknowledged`,
    );
    assert.deepEqual(
      found,
      Array.from(found, (_, index) => index),
    );
  }
});
