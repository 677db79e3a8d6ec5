import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WrittenFile } from '../../../test/fakes/writtenFile.ts';
import { FileWindows } from './fileWindows.ts';

const toWindows = (bytes: number) => new FileWindows(bytes);

async function read(windows: FileWindows, file: WrittenFile): Promise<{ text: string; leftOut: number }> {
  const { bytes, leftOut } = await windows.read('key', file, await file.getProperties());
  return { text: new TextDecoder().decode(bytes), leftOut };
}

test('only the new part of a grown file is transferred, with a little for comparison', async () => {
  const windows = toWindows(1_000_000);
  const file = new WrittenFile();
  file.write(`${'x'.repeat(99_999)}\n`);
  await read(windows, file);
  file.transferred = 0;
  file.write('next\n');
  const { text } = await read(windows, file);
  assert.ok(text.endsWith('x\nnext\n') && text.length === 100_005);
  assert.equal(file.transferred, 256 + 5);
});

test('an unchanged file is not transferred again', async () => {
  const windows = toWindows(100);
  const file = new WrittenFile();
  file.write('one\n');
  await read(windows, file);
  file.transferred = 0;
  assert.deepEqual(await read(windows, file), { text: 'one\n', leftOut: 0 });
  assert.equal(file.transferred, 0);
});

test('the window moves with the file to the start of a line, but not with each added line', async () => {
  const windows = toWindows(16);
  const file = new WrittenFile();
  const seen: number[] = [];
  for (const line of ['first\n', 'second\n', 'third\n', 'fourth\n', 'fifth\n', 'sixth\n']) {
    file.write(line);
    seen.push((await read(windows, file)).leftOut);
  }
  assert.deepEqual(seen, [0, 0, 0, 13, 13, 26]);
  assert.deepEqual(await read(windows, file), { text: 'fifth\nsixth\n', leftOut: 26 });
});

test('a file is shown starting at the lines that explain the failure, if they are above the window', async () => {
  const windows = toWindows(64);
  const file = new WrittenFile();
  for (let number = 100; number < 200; number += 1) file.write(`line ${number}\n`);
  const from = 9 * 40;
  const look = async (start?: number) => windows.read('key', file, await file.getProperties(), start);
  assert.equal((await look(from)).start, from);
  file.transferred = 0;
  assert.equal((await look()).start, from, 'it stays while it is open');
  assert.equal(file.transferred, 0);
  windows.widen('key');
  assert.ok((await look()).start < from);
  assert.equal((await look(9 * 99)).start, (await look()).start, 'no less is shown than usual');
});

for (const [how, next] of [
  ['shorter', 'new\n'],
  ['as long', 'new line\n'],
  ['longer', 'another that is longer\n'],
] as const) {
  test(`A9-31 a file that was overwritten, ${how}, is read again, and the change is reported once`, async () => {
    const windows = toWindows(100);
    const file = new WrittenFile();
    const look = async () => {
      const { bytes, rewritten } = await windows.read('key', file, await file.getProperties());
      return { text: new TextDecoder().decode(bytes), before: rewritten?.contentLength };
    };
    file.write('old line\n');
    assert.deepEqual(await look(), { text: 'old line\n', before: undefined });
    file.write('more\n');
    assert.deepEqual(await look(), { text: 'old line\nmore\n', before: undefined });
    file.replace(next);
    assert.deepEqual(await look(), { text: next, before: 14 });
    file.write('more\n');
    assert.deepEqual(await look(), { text: `${next}more\n`, before: undefined });
  });
}

test('A9-31 a file is not reported as replaced if more of it is shown, or if it grows by more than is shown', async () => {
  const windows = toWindows(64);
  const file = new WrittenFile();
  const look = async () => (await windows.read('key', file, await file.getProperties())).rewritten;
  for (let number = 100; number < 200; number += 1) file.write(`line ${number}\n`);
  assert.equal(await look(), undefined);
  windows.widen('key');
  assert.equal(await look(), undefined);
  for (let number = 200; number < 300; number += 1) file.write(`line ${number}\n`);
  assert.equal(await look(), undefined);
});

test('an empty file is read when it is written to later', async () => {
  const windows = toWindows(100);
  const file = new WrittenFile();
  assert.equal((await read(windows, file)).text, '');
  file.write('at last\n');
  assert.equal((await read(windows, file)).text, 'at last\n');
});

test('a file larger than a window is read from its end', async () => {
  const windows = toWindows(8);
  const file = new WrittenFile();
  file.write('one\n');
  await read(windows, file);
  file.write('a very long line that came at once\nend\n');
  assert.deepEqual((await read(windows, file)).text, 'end\n');
});

test('each request for more shows one more window, and transfers only that window', async () => {
  const windows = toWindows(64);
  const file = new WrittenFile();
  for (let number = 100; number < 200; number += 1) file.write(`line ${number}\n`);
  assert.equal((await read(windows, file)).text.split('\n')[0], 'line 193');
  file.transferred = 0;
  windows.widen('key');
  const { text, leftOut } = await read(windows, file);
  assert.ok(text.length > 64 && text.length <= 128, String(text.length));
  assert.equal(leftOut + text.length, 900);
  assert.ok(text.startsWith(`line ${100 + leftOut / 9}\n`) && text.endsWith('line 199\n'), text);
  assert.ok(file.transferred <= 74, String(file.transferred));
  windows.narrow('key');
  assert.equal(windows.findMaxBytes('key'), 64);
});

test('enough requests for more show the whole file, and further requests show no more', async () => {
  const windows = toWindows(8);
  const file = new WrittenFile();
  file.write('one\ntwo\nthree\nfour\n');
  for (let count = 0; count < 20; count += 1) windows.widen('key');
  assert.deepEqual(await read(windows, file), { text: 'one\ntwo\nthree\nfour\n', leftOut: 0 });
  assert.equal(windows.findMaxBytes('key'), 8 * 16);
});

test('A9-30 the beginning of a file is requested once, and not at all if it was in the window before', async () => {
  const windows = toWindows(1_024);
  const file = new WrittenFile();
  const head = 'head\n'.repeat(110);
  file.write(head);
  await read(windows, file);
  file.write(`${'x'.repeat(99)}\n`.repeat(9));
  assert.ok((await read(windows, file)).leftOut > 0);
  file.transferred = 0;
  const first = new TextDecoder().decode(await windows.readHead('key', file));
  assert.equal(first, head.slice(0, 512));
  assert.equal(file.transferred, 0);
  windows.narrow('key');
  await read(windows, file);
  file.transferred = 0;
  for (const _ of [1, 2]) assert.equal(new TextDecoder().decode(await windows.readHead('key', file)), first);
  assert.equal(file.transferred, 512);
});

test('A9-30 the beginning of an overwritten file is requested again', async () => {
  const windows = toWindows(1_024);
  const file = new WrittenFile();
  file.write('old line\n'.repeat(200));
  await read(windows, file);
  await windows.readHead('key', file);
  file.replace('new line\n'.repeat(190));
  await read(windows, file);
  assert.match(new TextDecoder().decode(await windows.readHead('key', file)), /^new line/);
});
