import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LogText } from '../logText.ts';
import { readBuildSteps, readLostIndentation, readShoutedLevels } from './plainRecords.ts';

test('the elapsed seconds are removed from the lines of a failed step, and from no other lines', () => {
  const lines = ['1.5 apples', ' > [2/3] RUN make:', '0.412 cc -c a.c', '12.9   ^', '------', '2.5 pears'];
  const read = readBuildSteps(lines.join('\n'));
  assert.deepEqual(
    lines.map((line) => read?.(line)?.[0]?.below[0]),
    [undefined, undefined, 'cc -c a.c', '  ^', undefined, undefined],
  );
});

const output = ['solving', '', 'panic: boom', 'main.main()', '\t/mnt/wd/main.go:7 +0x1d'];

for (const width of [1, 3])
  test(`rank numbers are removed from a column of width ${width}`, () => {
    const log = new LogText(output.map((line) => `${'2'.padStart(width)}: ${line}`).join('\n'));
    assert.deepEqual(
      output.map((_, line) => log.text(line)),
      output,
    );
    assert.deepEqual(new Set(output.map((_, line) => log.rank(line))), new Set(['[2]:']));
  });

test('numbers before only some of the lines are left alone', () => {
  const lines = ['stack backtrace:', '   0: rust_begin_unwind', '   1: core::panicking::panic', '   2: main::main'];
  const log = new LogText(lines.join('\n'));
  assert.equal(log.source, lines.join('\n'));
});

function hear(lines: readonly string[]): string {
  const read = readShoutedLevels('', lines.join('\n'));
  return read?.(lines[0] ?? '')?.[0]?.below[0] ?? lines[0] ?? '';
}

for (const [said, ...lines] of [
  ['a.c:3:1: error: expected ;', 'a.c:3:1: ERROR: expected ;'],
  ['Fortran runtime error: End of file', 'Fortran runtime ERROR: End of file'],
  ['curl: (22) The requested URL returned error: 403', 'curl: (22) The requested URL returned ERROR: 403'],
  ['403 Client Error: Forbidden', '403 Client ERROR: Forbidden'],
  ['Error: no scene', 'ERROR: no scene', '    at load (/opt/app/load.js:3:9)'],
  ['error: no field', 'ERROR: no field', 'ERROR: called from', '    step at line 3 column 5'],
] as const)
  test(`an uppercase level is read: ${lines[0]}`, () => {
    assert.equal(hear(lines), said);
  });

for (const line of [
  'ERROR: LoadError: boom',
  'EXITING because of fatal ERROR: no memory',
  'psql:load.sql:12: ERROR:  no such relation',
  'INFO: a.c:3 done',
])
  test(`an uppercase word of a program is ignored: ${line}`, () => {
    assert.equal(hear([line]), line);
  });

function mend(lines: readonly string[]): readonly string[] {
  const read = readLostIndentation('', lines.join('\n'));
  return lines.map((line) => read?.(line)?.[0]?.below[0] ?? line);
}

const stacks: readonly (readonly string[])[] = [
  [
    'Traceback (most recent call last):',
    '  File "/mnt/wd/train.py", line 42, in <module>',
    '    main()',
    '    ~~~~^^',
    '  File "/mnt/wd/train.py", line 17, in main',
    '    raise ValueError(x)',
    '  [Previous line repeated 3 more times]',
    'ValueError: no field rho',
  ],
  ['java.io.IOException: disk gone', '    at a.b.Worker.run(Worker.java:52)', '\t... 3 more'],
  ['Error: no scene', '    at async load (/opt/app/load.js:3:9) {', "  code: 'ENOENT'"],
  ['panic: boom', 'goroutine 1 [running]:', 'main.main()', '\t/mnt/wd/main.go:7 +0x1d'],
  ['ERROR: BoundsError', 'Stacktrace:', ' [1] step!(u::Int64)', '   @ Main ~/job/sim.jl:14'],
  ["terminate called after throwing an instance of 'std::length_error'", '  what():  too long'],
];

for (const stack of stacks)
  test(`the lines of a stack get their original indentation back: ${stack[0]}`, () => {
    const mended = mend(stack.map((line) => line.trimStart()));
    assert.deepEqual(
      mended.filter((line) => !line.startsWith('code:')),
      stack.filter((line) => !line.includes('code:')),
    );
  });

test('correctly indented stacks are left alone', () => {
  for (const stack of stacks) assert.deepEqual(mend(stack), stack);
});

for (const line of ['File "m.py", line 3, in m.f', '[1] sample depth', 'main.go:7: usage', '| a | b |'])
  test(`a line outside of any stack is ignored: ${line}`, () => {
    assert.deepEqual(mend(['at a.b.C.run(C.java:3)', line]).at(-1), line);
  });
