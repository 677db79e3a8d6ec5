import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WrittenFile } from '../../../test/fakes/writtenFile.ts';
import { FileTexts } from './fileTexts.ts';

const atMs = new Date(2026, 10, 20, 10, 42).getTime();
const gone = { reasons: ['The node has left the pool.'], isGone: true };
const passing = { reasons: ['The node is rebooting.'], isGone: false };

/** Opens a file in a document with the key `log`; returns its text. */
function open(windowBytes = 1_000_000, startedAt?: () => string | undefined) {
  const clock = { nowMs: atMs };
  const texts = new FileTexts(windowBytes, () => clock.nowMs);
  const file = new WrittenFile();
  const read = async (findFrom = (): number | undefined => undefined) =>
    texts.read('log', {
      file,
      path: 'stderr.txt',
      properties: await file.getProperties(),
      findFrom,
      findStart: async () => startedAt?.(),
    });
  return { clock, texts, file, read, readText: async () => (await read()).text };
}

test('A9-35 text that was read stays, above the reason and the time of its loss', async () => {
  const { texts, clock, file, read } = open();
  file.write('first\nsecond');
  await read();
  const text = texts.lose('log', gone);
  assert.equal(
    text,
    'first\nsecond\n⋯ The node has left the pool.\n⋯ The text above was read before 10:42. No more can be read.\n',
  );
  assert.equal(texts.isGone('log'), true);
  clock.nowMs += 3_600_000;
  assert.equal(texts.lose('log', gone), text);
});

test('a file that may come back is checked, and reading continues when it does', async () => {
  const { texts, file, readText } = open();
  file.write('first\n');
  await readText();
  assert.match(texts.lose('log', passing), /^first\n⋯ The node is rebooting\.\n⋯ .* as soon as the file can be read/);
  assert.equal(texts.isGone('log'), false);
  texts.lose('log', gone);
  assert.equal(texts.isGone('log'), true);
  file.write('second\n');
  assert.equal(await readText(), 'first\nsecond\n');
  assert.equal(texts.isGone('log'), false);
});

test('a document that never showed the file shows only the reason', () => {
  const { texts } = open();
  assert.equal(texts.lose('log', gone), '⋯ The node has left the pool.\n');
  assert.equal(texts.isGone('log'), true);
  texts.forget('log');
  assert.equal(texts.isGone('log'), false);
});

test('an empty file leaves no text to keep', async () => {
  const { texts, read } = open();
  await read();
  assert.equal(texts.lose('log', gone), '⋯ The node has left the pool.\n');
});

test('a whole file is shown in readable form, and a partial one below a note with the size of the omitted part', async () => {
  const { file, readText } = open(64);
  file.write('grün\n\u001b[31mred\u001b[0m\none\0two\n');
  assert.equal(await readText(), 'grün\nred\none\u2400two\n');
  file.write('line\n'.repeat(20));
  assert.match(await readText(), /^⋯ The first \d+ bytes .*\nline\n/);
});

test('A9-31 text from before a file was overwritten stays, each version above the time of the change', async () => {
  const { clock, texts, file, readText } = open();
  file.write('first\nsecond');
  await readText();
  file.replace('new\n');
  const text = await readText();
  assert.equal(
    text,
    'first\nsecond\n⋯ This file was overwritten before 10:42. The text above is from before that.\nnew\n',
  );
  file.write('more\n');
  clock.nowMs += 60_000;
  assert.equal(await readText(), `${text}more\n`);
  file.replace('');
  assert.equal(
    await readText(),
    `${text}more\n⋯ This file was overwritten before 10:43. The text above is from before that.\n`,
  );
  assert.equal(texts.find('log')?.above, 6);
  texts.forget('log');
  assert.equal(await readText(), '');
});

test('A9-31 the size of the text kept from earlier versions is limited to the displayed size of a file', async () => {
  const { file, readText } = open(64);
  for (let run = 0; run < 9; run += 1) {
    file.replace(`run ${run}\n`.repeat(5));
    await readText();
  }
  const text = await readText();
  assert.ok(text.length < 64 + 200, text);
  assert.ok(text.startsWith('run ') && text.endsWith('run 8\n'.repeat(5)), text);
});

test('if a task has started again, earlier text is marked as output of an earlier start', async () => {
  let started = '2026-11-20T09:00:00Z';
  const { texts, file, readText } = open(1_000_000, () => started);
  file.modified = 'Fri, 20 Nov 2026 09:30:00 GMT';
  file.write('first run\n');
  await readText();
  texts.lose('log', gone);
  started = '2026-11-20T09:40:00Z';
  file.replace('second run\n');
  file.modified = 'Fri, 20 Nov 2026 09:41:00 GMT';
  const text = await readText();
  assert.match(text, /^first run\n⋯ The task started again at Nov 20, 2026, .*\. The text above .*\nsecond run\n$/);
  file.modified = 'Fri, 20 Nov 2026 09:42:00 GMT';
  file.replace('rotated\n');
  assert.match(await readText(), /second run\n⋯ This file was overwritten before 10:42\. .*\nrotated\n$/);
});

test('the raw output of a program is shown on request, with the same line numbers', async () => {
  const { texts, file, readText, read } = open();
  file.write('1 %\r\u001b[32m2 %\u001b[0m\ndone\n');
  assert.equal(await readText(), '2 %\ndone\n');
  assert.equal(texts.find('log')?.hidesSome, true);
  const stamp = texts.toStamp('log');
  texts.toggleRaw('log');
  assert.notEqual(texts.toStamp('log'), stamp);
  assert.equal(await readText(), '1 %\u240d\u001b[32m2 %\u001b[0m\ndone\n');
  assert.equal((await read()).lineCount, 3);
  texts.toggleRaw('log');
  assert.equal(await readText(), '2 %\ndone\n');
});

test('concurrent reads return the same text, and neither reports that the file was replaced', async () => {
  const { file, read } = open();
  file.write('first\n');
  await read();
  file.replace('new\n');
  const one = read();
  const other = read();
  const texts = (await Promise.all([one, other])).map(({ text }) => text);
  assert.equal(texts[0], texts[1]);
  assert.equal(texts[0]?.match(/⋯/g)?.length, 1);
});

test('a file is shown starting at the lines that explain the failure, even if they were found while the file was read', async () => {
  const { file, read } = open(64);
  file.write(`cause\n${'after\n'.repeat(100)}`);
  const asked: number[] = [];
  const { text, start } = await read(() => (asked.push(0) === 1 ? undefined : 0));
  assert.equal(start, 0);
  assert.ok(text.startsWith('cause\nafter\n'), text.slice(0, 100));
});
