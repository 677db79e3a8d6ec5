import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LogText } from '../logText.ts';

const output = ['solving', '', 'panic: boom', 'main.main()', '\t/mnt/wd/main.go:7 +0x1d'];

for (const width of [1, 3])
  test(`takes the numbers of ranks off, ${width} wide`, () => {
    const log = new LogText(output.map((line) => `${'2'.padStart(width)}: ${line}`).join('\n'));
    assert.deepEqual(
      output.map((_, line) => log.text(line)),
      output,
    );
    assert.deepEqual(new Set(output.map((_, line) => log.rank(line))), new Set(['[2]:']));
  });

test('leaves numbers that stand before some lines alone', () => {
  const lines = ['stack backtrace:', '   0: rust_begin_unwind', '   1: core::panicking::panic', '   2: main::main'];
  const log = new LogText(lines.join('\n'));
  assert.equal(log.source, lines.join('\n'));
});
