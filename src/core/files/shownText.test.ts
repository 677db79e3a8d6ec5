import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { assertLinear } from '../../../test/builders/assertLinear.ts';
import { runs } from '../../../test/builders/nightly.ts';
import type { TextEncoding } from './bytes.ts';
import { decodeText } from './bytes.ts';
import { cutToLine } from './logWindow.ts';
import { showLine, toShown, toWritten } from './shownLine.ts';
import { findSamePlace, ShownText } from './shownText.ts';

const parts = [
  'a',
  '1',
  ' ',
  'b2',
  '\r',
  '\n',
  '\r\n',
  'é',
  '\0',
  '\u001b[31m',
  '\u001b[0m',
  '\u001b[K',
  '\u001b]8;;x\u0007',
];
const wide = [...parts, '漢', '😀'];

const encode: Readonly<Record<TextEncoding, (text: string) => Buffer>> = {
  'utf-8': (text) => Buffer.from(text, 'utf8'),
  'utf-16le': (text) => Buffer.from(text, 'utf16le'),
  'utf-16be': (text) => Buffer.from(text, 'utf16le').swap16(),
  latin1: (text) => Buffer.from(text, 'latin1'),
};

const encodings = Object.keys(encode) as TextEncoding[];

/** An encoded file, and a part of it that starts at the beginning of a line. */
const anyPart = fc
  .constantFrom(...encodings)
  .chain((encoding) =>
    fc.record({
      encoding: fc.constant(encoding),
      text: fc
        .array(fc.constantFrom(...(encoding === 'latin1' ? parts : wide)), { maxLength: 60 })
        .map((some) => some.join('')),
      from: fc.nat(40),
      notices: fc.nat(2),
      isRaw: fc.boolean(),
    }),
  )
  .map(({ encoding, text, from, notices, isRaw }) => {
    const file = new Uint8Array(encode[encoding](text));
    const at = Math.min(from - (encoding.startsWith('utf-16') ? from % 2 : 0), file.length);
    const { bytes, start } = cutToLine(file.subarray(at), at);
    const decoded = decodeText(bytes, { offset: start, encoding });
    const firstLine = decodeText(file.subarray(0, start), { encoding }).text.split('\n').length;
    const shown = new ShownText(
      { bytes, start, ...decoded, firstLine },
      { notices: '⋯ ours\n'.repeat(notices), isRaw },
    );
    return { file, encoding, decoded, shown, notices, firstLine };
  });

test('each shown line has its line number in the file, whatever is omitted from it', () => {
  fc.assert(
    fc.property(anyPart, ({ file, encoding, decoded, shown, notices, firstLine }) => {
      const lines = shown.text.split('\n');
      assert.equal(lines.length, notices + decoded.text.split('\n').length);
      assert.equal(shown.lineCount, lines.length - notices);
      assert.doesNotMatch(shown.text, /\r(?!\n)|\0/);
      assert.deepEqual(
        lines.slice(notices).map((line) => line.replace(/\r$/, '')),
        lines.slice(notices).map((_, index) => shown.show(index + notices).text),
      );
      if (!shown.isRaw) assert.ok(!shown.text.includes('\u001b['));
      for (let line = 0; line < lines.length; line += 1) {
        const number = shown.toFileLine(line);
        const byte = shown.toByte({ line, character: 0 });
        assert.equal(number, line < notices ? undefined : firstLine + line - notices);
        assert.equal(byte === undefined, line < notices);
        if (number === undefined || byte === undefined) continue;
        assert.equal(shown.fromFileLine(number), line);
        const before = decodeText(file.subarray(0, byte), { encoding }).text;
        assert.equal(before.split('\n').length, number, 'the byte is in the line of that number');
      }
    }),
    { numRuns: runs(500) },
  );
});

test('each displayed character corresponds to its byte offset, and back', () => {
  fc.assert(
    fc.property(anyPart, ({ file, encoding, shown, notices }) => {
      shown.text.split('\n').forEach((text, line) => {
        let character = 0;
        for (const one of text) {
          const position = { line, character };
          character += one.length;
          const byte = shown.toByte(position);
          if (line < notices || byte === undefined || one === '\r') continue;
          const found = decodeText(file.subarray(byte, byte + 4), { offset: byte, encoding }).text;
          if (!'\u240d\u2400'.includes(one)) assert.equal(String.fromCodePoint(found.codePointAt(0) ?? 0), one);
          if (one !== '\u240d' || shown.isRaw) assert.deepEqual(shown.fromByte(byte), position);
        }
      });
    }),
    { numRuns: runs(500) },
  );
});

test('every byte of the part belongs to the line in which it is shown', () => {
  fc.assert(
    fc.property(anyPart, ({ file, encoding, shown, firstLine, notices }) => {
      for (let byte = shown.start; byte < shown.end; byte += encoding.startsWith('utf-16') ? 2 : 1) {
        const position = shown.fromByte(byte) ?? assert.fail(`byte ${byte} is not shown`);
        const before = decodeText(file.subarray(0, byte), { encoding }).text.split('\n').length;
        assert.equal(position.line - notices, before - firstLine);
      }
      assert.equal(shown.fromByte(shown.start - 1), undefined);
      assert.equal(shown.fromByte(shown.end), undefined);
    }),
    { numRuns: runs(200) },
  );
});

test('an overwritten line shows its last state, and lists its earlier ones', () => {
  for (const [line, shown] of [
    ['plain', 'plain'],
    ['frame 1 of 9\rframe 2 of 9\rframe 9 of 9', 'frame 9 of 9'],
    ['a  10%|#   |\ra 100%|####|\r', 'a 100%|####|'],
    ['\u001b[2K\ra  10%\u001b[K\r\u001b[2K\ra 100%\u001b[K', 'a 100%'],
    ['epoch 1\rCUDA out of memory\r 12%\r 13%', 'epoch 1\u240dCUDA out of memory\u240d 13%'],
    ['\r\r', ''],
    [' \r\u001b]8;;x\u0007', ' '],
    ['a\r\u001b[K\u001b[0m', 'a'],
    ['\u001b[31mred\u001b[0m and \u001b]8;;http://x/\u001b\\linked\u001b]8;;\u001b\\', 'red and linked'],
    ['\u001b(B\u001b[m\u001b=a\u001b[38;5;208mb\u001b[1;1H', 'ab'],
    ['cut \u001b[3', 'cut \u001b[3'],
  ] as const)
    assert.equal(showLine(line).text, shown, JSON.stringify(line));
  assert.equal(showLine('a 1%\r\u001b[31ma 2%', true).text, 'a 1%\u240d\u001b[31ma 2%');
});

test('positions in a shown line map to the written text, and back', () => {
  const line = showLine('1% done\r\u001b[32m2% \u001b[1mdone\u001b[0m');
  assert.equal(line.text, '2% done');
  assert.deepEqual(
    [0, 3, 6].map((at) => toWritten(line, at)),
    [13, 20, 23],
  );
  assert.deepEqual(
    [0, 13, 20, 26].map((at) => toShown(line, at)),
    [0, 0, 3, 7],
  );
  assert.deepEqual(
    line.signs.map(({ shown, sequence }) => [shown, sequence.slice(1)]),
    [
      [0, '[32m'],
      [3, '[1m'],
      [7, '[0m'],
    ],
  );
});

test('the reader stays at a line, whatever is added or removed above it', () => {
  const file = Array.from({ length: 100 }, (_, index) => `line ${index}\n`).join('');
  const show = (start: number, end: number, earlier = ''): ShownText => {
    const text = file.slice(start, end);
    const notices = start === 0 ? '' : '⋯ ours\n';
    const part = { bytes: new TextEncoder().encode(text), start, encoding: 'utf-8', text, lead: 0 } as const;
    return new ShownText(part, { earlier, notices });
  };
  const at = (shown: ShownText, line: number): string => shown.text.split('\n')[line] ?? '';
  const whole = show(0, 500);
  const grown = show(0, 600);
  const moved = show(file.indexOf('line 20\n'), 600);
  const move = (before: ShownText, now: ShownText, line: number): number =>
    findSamePlace(before, now, { line, character: 0 }).line;
  for (const line of [0, 10, 19]) assert.equal(move(whole, grown, line), line);
  assert.equal(at(moved, move(whole, moved, 30)), 'line 30');
  assert.equal(at(moved, move(whole, moved, 5)), 'line 20', 'what is nearest to what is no longer shown');
  assert.equal(move(moved, show(file.indexOf('line 30\n'), 700), 0), 0, 'a line of ours');
  const other = show(0, 50, `${whole.text}\n⋯ written again\n`);
  assert.equal(at(other, move(whole, other, 30)), 'line 30', 'it is above now');
  const cut = show(0, 50, `${whole.text.slice(whole.text.indexOf('line 10\n'))}\n⋯ written again\n`);
  assert.equal(at(cut, move(whole, cut, 30)), 'line 30');
  assert.equal(move(whole, cut, 3), 0);
  assert.equal(move(other, show(0, 70, `${whole.text}\n⋯ written again\n`), 30), 30, 'it stays there');
  const text = '1 %\r\u001b[32m2 %\u001b[0m done';
  const part = { bytes: new TextEncoder().encode(text), start: 0, encoding: 'utf-8', text, lead: 0 } as const;
  const [readable, raw] = [new ShownText(part), new ShownText(part, { isRaw: true })];
  const place = { line: 0, character: readable.text.indexOf('done') };
  assert.deepEqual(findSamePlace(readable, raw, place), { line: 0, character: raw.text.indexOf('done') });
  assert.deepEqual(findSamePlace(raw, readable, { line: 0, character: raw.text.indexOf('done') }), place);
});

test('colors and progress take time proportional to their length, up to a mebibyte', () => {
  for (const unit of ['\u001b[31mx', '\u001b]', '\u001b[', '1%\r', '\u001b', '\u001bP\n'])
    assertLinear((size) => {
      const text = unit.repeat(size / unit.length);
      return new ShownText({ bytes: new TextEncoder().encode(text), start: 0, encoding: 'utf-8', text, lead: 0 });
    }, JSON.stringify(unit));
});
