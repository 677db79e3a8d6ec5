import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertLinear } from '../../../test/builders/assertLinear.ts';
import { maxParts, outlineLog } from './outlineLog.ts';

const outline = (lines: readonly string[], cause?: { line: number; title: string }): readonly string[] =>
  outlineLog(lines.join('\n'), { cause }).map(({ kind, first, last, title }) => `${kind} ${first}-${last} ${title}`);

test('a script is outlined by its stages, its cause, and its other errors', () => {
  const lines = [
    '+ python3 fetch.py',
    'fetched 3 files',
    '+ python3 mean.py',
    'curl: (6) Could not resolve host: example.com',
    'Traceback (most recent call last):',
    '  File "/mnt/wd/mean.py", line 12, in <module>',
    '    main()',
    '  File "/mnt/wd/mean.py", line 8, in main',
    '    return total / len(rows)',
    'ZeroDivisionError: division by zero',
    '++ not a stage of its own',
    '=== Upload ===',
    '\u001b[32mdone\u001b[0m',
  ];
  const parts = outline(lines, { line: 9, title: 'mean.py divides by zero' });
  assert.deepEqual(
    parts.map((part) => part.split(' ').slice(0, 2).join(' ')),
    ['stage 0-1', 'stage 2-10', 'error 3-3', 'stack 4-8', 'cause 9-9', 'stage 11-12'],
  );
  assert.match(parts.join('\n'), /stage 2-10 python3 mean\.py/);
  assert.match(parts.join('\n'), /stage 11-12 Upload/);
  assert.match(parts.join('\n'), /stack 4-8 Traceback/);
});

test('stages are recognized in the formats of tools', () => {
  for (const [line, title] of [
    ['+ make -j4', 'make -j4'],
    ['========== Build ==========', 'Build'],
    ['==> Installing', 'Installing'],
    ['##[section]Starting: Test', 'Starting: Test'],
    ['::group::Install', 'Install'],
    ['Step 3/10 : RUN apt-get update', 'Step 3/10 : RUN apt-get update'],
    ['#7 [2/5] RUN pip install', '[2/5] RUN pip install'],
    ['TASK [install packages] ****************', 'TASK [install packages]'],
    ['section_start:1560896352:build[collapsed=true]\r\u001b[0KBuild', 'Build'],
    ['rule align:', 'rule align'],
    ['[3f/a1b2c3] Submitted process > ALIGN (s1)', 'ALIGN (s1)'],
    ['> Task :compileJava', 'Task :compileJava'],
    ["make[2]: Entering directory '/mnt/wd/src'", '/mnt/wd/src'],
    ['Stage 2 of 3: render', 'Stage 2 of 3: render'],
    ['2026-11-20T09:14:07Z ==== Render ====', 'Render'],
  ] as const)
    assert.deepEqual(outline([line]), [`stage 0-0 ${title}`], line);
  for (const line of ['=====', '------', '+', '#include <a.h>', '- item', 'INFO Step by step', 'a + b'])
    assert.deepEqual(outline([line]), [], line);
});

test('attempts are numbered if there are several', () => {
  assert.deepEqual(outline(['Attempt 2 of 5 failed', 'retrying (3/5)', 'try number 4', 'retry later', 'entry 5']), [
    'attempt 0-0 Attempt 2 of 5 failed',
    'attempt 1-1 retrying (3/5)',
    'attempt 2-2 try number 4',
  ]);
});

test('a stack in any language is a single part, below its message', () => {
  for (const [name, lines] of Object.entries({
    java: ['java.lang.IllegalStateException: no', '\tat a.B.c(B.java:12)', '\tat a.B.main(B.java:3)', '\t... 2 more'],
    node: ['Error: no', '    at run (/mnt/wd/a.js:1:2)', '    at Module._compile (node:internal:3)'],
    ruby: ["a.rb:3:in `x': no (RuntimeError)", "\tfrom a.rb:7:in `y'", "\tfrom a.rb:9:in `<main>'"],
    rust: ['stack backtrace:', '   0: rust_begin_unwind', '             at /rustc/x.rs:5', '   1: app::main'],
    gdb: ['Program received signal SIGSEGV', '#0  0x00 in main () at a.c:3', '#1  0x01 in start ()'],
  })) {
    const parts = outlineLog(['before', '', ...lines, 'after'].join('\n'), {}).filter(({ kind }) => kind === 'stack');
    assert.deepEqual(
      parts.map(({ first, last }) => [first, last]),
      [[2, 1 + lines.length]],
      name,
    );
  }
  assert.deepEqual(outline(['see', '  at the end of the file', 'more']), []);
});

test('if there are too many parts, those at the end and all errors are kept', () => {
  const lines = ['Error: cannot open input.csv', ...Array.from({ length: 30_000 }, (_, index) => `+ step ${index}`)];
  const parts = outlineLog(lines.join('\n'), {});
  assert.equal(parts.length, maxParts);
  assert.equal(parts.at(-1)?.title, 'step 29999');
  assert.ok(parts.some(({ kind, first }) => kind !== 'stage' && first === 0));
});

test('outlining a log never throws, for malicious text or input that is not text', () => {
  assert.deepEqual(outlineLog(undefined as unknown as string), []);
  assert.deepEqual(outline(['+ \u202eevil\u0007']), ['stage 0-0 \\u{202e}evil\\u{7}']);
});

test('the time is linear in the length, up to a mebibyte', () => {
  for (const unit of ['+ x\n', '    at a\n', 'x', '=', 'retry ', 'File "', ' ', '\t', '#1 ']) {
    assertLinear((size) => outlineLog(unit.repeat(size / unit.length)), JSON.stringify(unit));
  }
});
