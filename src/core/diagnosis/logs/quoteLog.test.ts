import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toLeftOutMark, toNotice } from '../../files/logNotice.ts';
import { explainLog } from '../explainLog.ts';
import { nameLine, quoteEnd, toFileLine } from './quoteLog.ts';

const linesOf = (text: string) => explainLog(text, { exitCode: 1 })?.evidence.map(({ line }) => line);

test('a cause is quoted with its stack', () => {
  const text = `start
Traceback (most recent call last):
  File "/mnt/wd/train.py", line 88, in <module>
    main()
  File "/usr/lib/python3.10/json/decoder.py", line 337, in decode
    obj, end = self.raw_decode(s)
json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)
`;
  assert.deepEqual(linesOf(text), [2, 3, 4, 5, 6, 7]);
  assert.equal(explainLog(text)?.evidence[1]?.text, '  File "/mnt/wd/train.py", line 88, in <module>');
});

test('for a long stack, the frames in the file at fault are quoted, starting with the closest to the cause', () => {
  const library = (index: number) => `  File "/usr/lib/python3/dist-packages/x.py", line ${index}, in f\n    g()\n`;
  const own = (index: number) => `  File "/mnt/wd/train.py", line ${index}, in h\n    boom()\n`;
  const frames = [own(1), ...Array.from({ length: 30 }, (_, index) => library(index)), own(2)];
  const text = `Traceback (most recent call last):\n${frames.join('')}ValueError: no\n`;
  assert.deepEqual(
    explainLog(text, { exitCode: 1 })?.evidence.map((piece) => piece.text.trim()),
    [
      'Traceback (most recent call last):',
      'File "/mnt/wd/train.py", line 1, in h',
      'boom()',
      'File "/mnt/wd/train.py", line 2, in h',
      'boom()',
      'ValueError: no',
    ],
  );
});

test('a cause without a stack is quoted with the following lines', () => {
  assert.deepEqual(linesOf('a\nbash: line 1: bwa: command not found\nb\nc\nd\n'), [2, 3, 4]);
});

test('the relevant part of a 100 kB line is quoted and marked as truncated', () => {
  const padding = 'loss=0.5 '.repeat(6000);
  const log = explainLog(`${padding}FileNotFoundError: [Errno 2] No such file or directory: 'weights.pt' ${padding}`, {
    exitCode: 1,
  });
  assert.equal(log?.title, 'weights.pt is missing');
  const said = log?.rootCause.text ?? '';
  assert.match(said, /^….*FileNotFoundError: \[Errno 2\] No such file or directory: 'weights\.pt' .*…$/);
  assert.ok(said.length <= 502, `${said.length}`);
  assert.equal(log?.evidence[0]?.text, said);
});

test('a long line with the reason at its beginning is quoted from there', () => {
  const said = explainLog(`ValueError: ${'v'.repeat(600)}\n`, { exitCode: 1 })?.rootCause.text ?? '';
  assert.match(said, /^ValueError: v+…$/);
});

test('a line number counts from the start of the file, below any notice, or from the end if the start is unknown', () => {
  const copy = toNotice('a copy');
  const mark = toLeftOutMark(9000, 5);
  assert.equal(toFileLine('a\nb\n', 2), 2);
  assert.equal(toFileLine(`${copy}\na\nb\n`, 3), 2);
  assert.deepEqual(
    [2, 3].map((line) => toFileLine(`${mark}\na\nb\n`, line)),
    [-2, -1],
  );
  assert.equal(toFileLine(`${copy}\n${mark}\na\nb`, 4), -1);
  assert.deepEqual(
    quoteEnd('stderr.txt', `${copy}\n${mark}\na\nb\n`).map(({ text, source }) => [text, source]),
    [
      ['a', 'stderr.txt, line -2'],
      ['b', 'stderr.txt, line -1'],
    ],
  );
  assert.equal(nameLine(7), '7');
  assert.equal(nameLine(-7), '7 from the end');
});
