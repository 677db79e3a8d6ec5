import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertLinear } from '../../../test/builders/assertLinear.ts';
import { listSourceMentions } from './sourceMentions.ts';

test('places in source code are read in the formats of stacks and compilers', () => {
  for (const [text, file, line, column] of [
    ['  File "/mnt/wd/my scripts/mean.py", line 12, in <module>', '/mnt/wd/my scripts/mean.py', 12, undefined],
    ['    at run (/mnt/wd/app.js:10:5)', '/mnt/wd/app.js', 10, 5],
    ['\tat com.acme.Main.run(Main.java:17)', 'Main.java', 17, undefined],
    ["a.rb:3:in `x': no", 'a.rb', 3, undefined],
    ['src/main.cpp:4:12: error: no', 'src/main.cpp', 4, 12],
    ['Program.cs(12,5): error CS0103', 'Program.cs', 12, 5],
    ['   at P.Main() in C:\\wd\\Program.cs:line 9', 'C:\\wd\\Program.cs', 9, undefined],
    ['PHP Fatal error: no in /wd/index.php on line 7', '/wd/index.php', 7, undefined],
    ['             at ./src/main.rs:3:5', './src/main.rs', 3, 5],
    ['./run.sh: line 8: foo: command not found', './run.sh', 8, undefined],
  ] as const)
    assert.deepEqual(
      listSourceMentions(text).map((found) => [found.file, found.line, found.column]),
      [[file, line, column]],
      text,
    );
});

test('the range covers the name and the place', () => {
  const text = 'x src/a.c:4:12: error, see src/b.c:9';
  assert.deepEqual(
    listSourceMentions(text).map(({ from, to }) => text.slice(from, to)),
    ['src/a.c:4:12', 'src/b.c:9'],
  );
});

test('addresses, times, and versions are not mistaken for places in source code', () => {
  for (const text of [
    'https://example.com:443/x',
    'v1.2.3:4',
    '2026-11-20 09:14:07.123',
    'host.example.com:8080 up',
    '.py:3',
  ])
    assert.deepEqual(
      listSourceMentions(text).filter(({ file }) => !/example/.test(file)),
      [],
      text,
    );
});

test('a line of any kind takes time proportional to its length', () => {
  for (const unit of ['a', 'a.b', '.a:1', '"', './', '.a', ' line 1'])
    assertLinear((size) => listSourceMentions(unit.repeat(size / unit.length)), JSON.stringify(unit), 65_536);
});
