import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainLog } from '../explainLog.ts';

const linesOf = (text: string) => explainLog(text, { exitCode: 1 })?.evidence.map(({ source }) => source);

test('a cause is quoted with the stack that it belongs to', () => {
  const text = `start
Traceback (most recent call last):
  File "/mnt/wd/train.py", line 88, in <module>
    main()
  File "/usr/lib/python3.10/json/decoder.py", line 337, in decode
    obj, end = self.raw_decode(s)
json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)
`;
  assert.deepEqual(
    linesOf(text),
    [2, 3, 4, 5, 6, 7].map((line) => `line ${line}`),
  );
  assert.equal(explainLog(text)?.evidence[1]?.text, '  File "/mnt/wd/train.py", line 88, in <module>');
});

test('of a long stack the frames in the file at fault are quoted, those next to the cause first', () => {
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

test('a cause that is alone is quoted with what follows it', () => {
  assert.deepEqual(linesOf('a\nbash: line 1: bwa: command not found\nb\nc\nd\n'), ['line 2', 'line 3', 'line 4']);
});

test('of a line of 100 kB the part that says why is quoted, and that it is cut', () => {
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

test('a long line that says why at once is quoted from its beginning', () => {
  const said = explainLog(`ValueError: ${'v'.repeat(600)}\n`, { exitCode: 1 })?.rootCause.text ?? '';
  assert.match(said, /^ValueError: v+…$/);
});
