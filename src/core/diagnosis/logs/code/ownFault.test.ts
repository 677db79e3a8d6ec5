import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainLog } from '../../explainLog.ts';

const firstFix = (log: string) => explainLog(log, { exitCode: 1 })?.fixes[0]?.text ?? '';
const thrownIn = (file: string) =>
  `/mnt/wd/app.js:3\n    weave();\n    ^\n\nError: warp and weft are tangled\n    at weave (${file}:44:11)\n    at Object.<anonymous> (/mnt/wd/app.js:3:1)\n`;

test('correcting the code is not suggested if a package threw the exception, or if the code prints its own message', () => {
  assert.match(firstFix(thrownIn('/mnt/wd/app.js')), /^Correct the code/);
  assert.match(
    firstFix(thrownIn('/mnt/wd/node_modules/@loom/weave/index.js')),
    /^Compare the version of @loom\/weave /,
  );
  const called = (first: string) =>
    `ERROR: LoadError: StackOverflowError:\nStacktrace:\n ${first}\nin expression starting at /mnt/wd/fit.jl:105\n`;
  const inPackage = '/root/.julia/packages/Weft/Jotzr/src/make.jl:22';
  assert.match(firstFix(called(`[1] make(::Int64) at ${inPackage} (repeats 79984 times)`)), /version of Weft /);
  assert.match(firstFix(called(`[1] make(n::Int64)\n   @ Weft ${inPackage}`)), /version of Weft /);
  assert.match(firstFix(called('[1] make(::Int64) at /mnt/wd/fit.jl:9')), /^Correct the code/);
  const panic = (words: string) =>
    `panic: ${words}\n\ngoroutine 1 [running]:\nmain.main()\n\t/src/pike/main.go:22 +0x1d\n`;
  assert.match(firstFix(panic('quorum lost: 1 of 3 voters')), /^Check the code that says/);
  assert.match(firstFix(panic('assignment to entry in nil map')), /^Correct the code/);
});
