import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainLog } from '../../explainLog.ts';

const firstFix = (log: string) => explainLog(log, { exitCode: 1 })?.fixes[0]?.text ?? '';
const thrownIn = (file: string) =>
  `/mnt/wd/app.js:3\n    weave();\n    ^\n\nError: warp and weft are tangled\n    at weave (${file}:44:11)\n    at Object.<anonymous> (/mnt/wd/app.js:3:1)\n`;

test('correcting the code is not suggested if a package threw the exception, or if the code prints its own message', () => {
  assert.match(firstFix(thrownIn('/mnt/wd/app.js')), /^Correct the code/);
  assert.match(firstFix(thrownIn('/mnt/wd/node_modules/weave/index.js')), /^No rule knows/);
  const panic = (words: string) =>
    `panic: ${words}\n\ngoroutine 1 [running]:\nmain.main()\n\t/src/pike/main.go:22 +0x1d\n`;
  assert.match(firstFix(panic('quorum lost: 1 of 3 voters')), /^Check the code that says/);
  assert.match(firstFix(panic('assignment to entry in nil map')), /^Correct the code/);
});
