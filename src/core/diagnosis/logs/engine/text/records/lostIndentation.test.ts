import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readLostIndentation } from './lostIndentation.ts';

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
  test(`moves the lines of a stack to where they stood: ${stack[0]}`, () => {
    const mended = mend(stack.map((line) => line.trimStart()));
    assert.deepEqual(
      mended.filter((line) => !line.startsWith('code:')),
      stack.filter((line) => !line.includes('code:')),
    );
  });

test('leaves stacks that stand where they stood', () => {
  for (const stack of stacks) assert.deepEqual(mend(stack), stack);
});

for (const line of ['File "m.py", line 3, in m.f', '[1] sample depth', 'main.go:7: usage', '| a | b |'])
  test(`leaves what is in no stack: ${line}`, () => {
    assert.deepEqual(mend(['at a.b.C.run(C.java:3)', line]).at(-1), line);
  });
