import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LogText } from './logText.ts';

const output = [
  'solving',
  '',
  'Traceback (most recent call last):',
  '  File "solve.py", line 7, in <module>',
  '    main()',
  'ValueError: no such field: rho',
];

function textsOf(lines: readonly string[]): readonly string[] {
  const log = new LogText(lines.join('\n'));
  return lines.map((_, line) => log.text(line));
}

function levelsOf(lines: readonly string[]): readonly unknown[] {
  const log = new LogText(lines.join('\n'));
  return lines.map((_, line) => log.level(line));
}

const shapes = [
  'INFO: ',
  'INFO:root:',
  '[INFO] ',
  'info: ',
  'STDERR ',
  'stderr: ',
  '[runner] ',
  '(runner-2) ',
  'runner: ',
  'child> ',
  'INFO     runner:runner.py:88 ',
  '2026-11-20 08:14:02,123 INFO ',
  '2026-11-20 08:14:02,123 ERROR [runner] ',
  '2026-11-20 08:14:02,123 [INFO] runner: ',
  '2026-11-20 08:14:02,123 - runner - INFO - ',
  '2026-11-20 08:14:02 INFO  runner - ',
  '2026-11-20 08:14:02.123 | INFO     | runner:run:88 - ',
  '2026-11-20T08:14:02.123Z  INFO 4711 --- [pool-1-thread-2] c.e.batch.Runner         : ',
  '[2026-11-20 08:14:02][INFO][runner] ',
  '08:14:02.123 [main] INFO  c.e.Runner - ',
  '[08:14:02 INF] ',
  '[1,0]<stderr>:INFO [runner] child> ',
];

for (const shape of shapes)
  test(`the relay prefix "${shape}" is removed from each line, and the indentation is kept`, () => {
    const lines = output.map((line) => shape + line);
    assert.deepEqual(textsOf(lines), output);
    assert.deepEqual(new Set(levelsOf(lines)), new Set([undefined]));
  });

test('the lines of a relaying logger are recognized among other lines', () => {
  const lines = [
    '08:14:02 INFO  [main] loading settings',
    '08:14:02 WARN  [pool] caches cold',
    ...output.map((line) => `08:14:03 INFO  [child] ${line}`),
    '08:14:04 ERROR [main] child exited with code 1',
  ];
  assert.deepEqual(textsOf(lines).slice(2, -1), output);
  assert.deepEqual(levelsOf(lines), ['info', 'warning', ...output.map(() => undefined), 'error']);
});

test('a relayed block in the middle of a long log is found', () => {
  const own = Array.from({ length: 4000 }, (_, index) => `08:14:02 INFO  [main] tile ${index} done`);
  const lines = [...own, ...output.map((line) => `08:14:03 INFO  [child] ${line}`), ...own];
  assert.deepEqual(textsOf(lines).slice(own.length, -own.length), output);
});

test('the lines of one relaying logger are read separately from those of another', () => {
  const lines = output.flatMap((line) => [`INFO [job-1] ${line}`, `INFO [job-2] ${line}`]);
  const log = new LogText(lines.join('\n'));
  assert.equal(log.next(4), 6);
  assert.equal(log.previous(7), 5);
});

test('two layers of relay prefixes are removed', () => {
  const lines = output.map((line) => `2026-11-20 08:14:02 INFO [agent] 08:14:02.961 INFO  [task] child> ${line}`);
  assert.deepEqual(textsOf(lines), output);
});

test('the levels of relayed lines are used if they differ', () => {
  const lines = output.map((line, index) => `08:14:02 ${index < 2 ? 'INFO' : 'ERROR'} [child] ${line}`);
  assert.deepEqual(textsOf(lines), output);
  assert.deepEqual(levelsOf(lines), ['info', 'info', 'error', 'error', 'error', 'error']);
});

test("the level in the relayed program's own line takes precedence", () => {
  const lines = output.map((line) => `08:14:02 INFO [child] ${line}`);
  assert.equal(levelsOf([...lines, '08:14:02 INFO [child] ERROR: no tiles'])[output.length], 'error');
});

test('a log with its own levels is left alone', () => {
  const lines = [
    'INFO render.farm: frame 1 of 3 done, 0 errors',
    'WARNING render.farm: texture cache is cold',
    'INFO render.farm: frame 2 of 3 done, 0 errors',
    'ERROR render.farm: cannot open textures/wood.png',
  ];
  assert.deepEqual(textsOf(lines), lines);
  assert.deepEqual(levelsOf(lines), ['info', 'warning', 'info', 'error']);
});

for (const lines of [
  ['ERROR: Could not find a version that satisfies tensorflow', 'ERROR: No matching distribution found for tensorflow'],
  ['ERROR: LoadError: boom', 'Stacktrace:', ' [1] main()', '   @ Main solve.jl:3'],
  ['src/main.cpp:5:3: error: expected', 'src/main.cpp:6:3: error: expected'],
  ['run.sh: line 3: a: command not found', 'run.sh: line 4: b: command not found'],
  ['make: cc: No such file or directory', 'make: *** [Makefile:4: all] Error 127'],
  ['lua: (error object is a table value)', 'stack traceback:', '\t[C]: in ?'],
])
  test(`a program's own prefixes are left alone: ${lines[0]}`, () => assert.deepEqual(textsOf(lines), lines));

test('reading relayed lines never throws', () => {
  const part = fc.constantFrom(
    'INFO',
    'ERROR:',
    ' - ',
    '[a]',
    '(b)',
    'c:',
    '> ',
    '| ',
    '8',
    ' ',
    '\t',
    '2026-11-20 08:14:02 ',
  );
  const anyLines = fc.array(
    fc.array(part, { maxLength: 9 }).map((parts) => parts.join('')),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(anyLines, (lines) => {
      const texts = textsOf(lines);
      for (const [index, text] of texts.entries()) assert.ok((lines[index] ?? '').includes(text));
    }),
  );
});
