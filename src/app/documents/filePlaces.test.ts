import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { WrittenFile } from '../../../test/fakes/writtenFile.ts';
import { parseTime } from '../../core/files/lineTime.ts';
import type { RemoteFile } from '../evidence/readLog.ts';
import { findLine, findTime } from './filePlaces.ts';

const { signal } = new AbortController();
const toTime = (text: string) => parseTime(text) ?? assert.fail(text);

test('a line is found by its number, from the beginning or from a known line', async () => {
  const file = new WrittenFile();
  const lines = Array.from({ length: 5000 }, (_, index) => `line ${index + 1} ${'x'.repeat(index % 50)}`);
  file.write(`${lines.join('\n')}\n`);
  const find = (number: number, known?: { line: number; start: number }) =>
    findLine(file, file.bytes.length, number, { signal, note: () => undefined, ...(known && { known }) });
  for (const number of [1, 2, 99, 2500, 5000]) {
    const found = (await find(number)) ?? assert.fail();
    assert.ok(file.content.slice(found.start).startsWith(`line ${number} `), `${number}`);
    assert.ok(file.content.slice(found.above.start).startsWith(`line ${found.above.line} `));
    assert.ok(number - found.above.line < 100);
  }
  const known = (await find(2500)) ?? assert.fail();
  file.transferred = 0;
  assert.equal((await find(2600, known))?.start, (await find(2600))?.start);
  assert.ok(file.transferred < 2 * file.bytes.length, 'what is before a known line is not read again');
  assert.equal((await find(9999))?.line, 5000, 'the last one where there are fewer');
  assert.equal(await findLine(new WrittenFile(), 0, 3, { signal, note: () => undefined }), undefined);
});

/**
 * Makes a log of a gibibyte while it is read: a line every 100 bytes and 10 ms, and a stack of ten lines every
 * thousand.
 */
function makeHugeLog() {
  const began = Date.parse('2026-11-20T00:00:00Z');
  const toLine = (index: number): string => {
    const time = new Date(began + index * 10).toISOString();
    return `${(index % 1000 > 10 ? `${time} INFO ${index} ` : `    at frame (${index}) `).padEnd(99, '.')}\n`;
  };
  const length = 1024 ** 3;
  let requests = 0;
  let transferred = 0;
  const file: RemoteFile = {
    getProperties: async () => ({ contentLength: length }),
    async read({ start, end }) {
      requests += 1;
      transferred += end + 1 - start;
      const first = Math.floor(start / 100);
      const lines = Array.from({ length: Math.floor(end / 100) - first + 1 }, (_, index) => toLine(first + index));
      return new TextEncoder().encode(lines.join('')).subarray(start - first * 100, end + 1 - first * 100);
    },
  };
  return { file, length, toLine, count: () => ({ requests, transferred }) };
}

test('a time in a log of a gibibyte costs at most 16 requests and 1 MiB', async () => {
  for (const [typed, index] of [
    ['2026-11-20 00:00', 0],
    ['2026-11-20 09:14:07.5', 3_324_750],
    ['2026-11-21 01:00', 9_000_000],
    ['13:00', 4_680_000],
  ] as const) {
    const { file, length, toLine, count } = makeHugeLog();
    const byte = (await findTime(file, length, toTime(typed), signal)) ?? assert.fail();
    // Lines of a stack have no time; the first line with one follows.
    const first = index % 1000 > 10 ? index : index - (index % 1000) + 11;
    assert.equal(byte / 100, first, `${typed}: ${toLine(byte / 100)}`);
    const { requests, transferred } = count();
    assert.ok(requests <= 16, `${requests} requests`);
    assert.ok(transferred <= 1024 ** 2, `${transferred} bytes`);
  }
});

test('a time after the last line gives the end of the file, and lines without times give no place', async () => {
  const file = new WrittenFile();
  file.write('2026-11-20 09:00:00 a\n2026-11-20 09:30:00 b\n');
  assert.equal(await findTime(file, file.bytes.length, toTime('2026-11-20 10:00'), signal), file.bytes.length);
  assert.equal(await findTime(file, file.bytes.length, toTime('2026-11-20 09:10'), signal), 22);
  assert.equal(await findTime(file, file.bytes.length, toTime('23:00'), signal), 0, 'it was so late the day before');
  const plain = new WrittenFile();
  plain.write('a\nb\n'.repeat(50_000));
  assert.equal(await findTime(plain, plain.bytes.length, toTime('10:00'), signal), undefined);
  assert.ok(plain.requests <= 4, `${plain.requests}`);
});

test('the first line at or after a time is found, whichever lines have times', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ gap: fc.nat(500), plain: fc.nat(3), size: fc.nat(3000) }), { minLength: 1, maxLength: 300 }),
      fc.nat(120_000),
      async (lines, offset) => {
        const began = Date.parse('2026-11-20T09:00:00Z');
        let at = began;
        const file = new WrittenFile();
        const starts: { at: number; start: number }[] = [];
        let text = '';
        for (const { gap, plain, size } of lines) {
          at += gap;
          starts.push({ at, start: text.length });
          text += `${new Date(at).toISOString()} ${'x'.repeat(size)}\n${'  more\n'.repeat(plain)}`;
        }
        file.write(text);
        const sought = began + offset;
        const expected = starts.find((line) => line.at >= sought)?.start ?? text.length;
        const typed = new Date(sought).toISOString();
        assert.equal(await findTime(file, text.length, toTime(typed), signal), expected);
      },
    ),
    { numRuns: 100 },
  );
});
