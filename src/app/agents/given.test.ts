import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { GivenCalls, renderGiven } from './given.ts';

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

const mebibyte = 1024 * 1024;

for (const [what, size] of [
  ['small texts', 200],
  ['large texts', mebibyte / 16],
] as const)
  test(`the record of calls uses a bounded amount of memory, whatever inputs agents pass: ${what}`, () => {
    const given = new GivenCalls();
    collect();
    const before = process.memoryUsage().heapUsed;
    for (let index = 0; index < 400; index += 1) {
      const text = JSON.parse(`"${String(index).padEnd(size, 'x')}"`);
      given.add({ at: '2026-11-26T10:00:00Z', tool: 'azurebatch_check_definition', input: { text }, text: 'fine' });
    }
    collect();
    const grown = process.memoryUsage().heapUsed - before;
    assert.ok(grown < 8 * mebibyte, `${grown} bytes`);
    assert.equal(given.all.length, 200);
    assert.match(renderGiven(given.all), /\{"text":"399x+/);
  });

test('a secret in the shown part of an input is hidden, even where the input is cut', () => {
  const given = new GivenCalls();
  for (const before of [0, 1900, 1990, 7990]) {
    const text = `${'a '.repeat(before / 2)}password="${'Hunter2'.repeat(900)}"`;
    given.add({ at: '2026-11-26T10:00:00Z', tool: 'azurebatch_check_definition', input: { text }, text: 'fine' });
  }
  assert.doesNotMatch(renderGiven(given.all), /Hunter2/);
});
