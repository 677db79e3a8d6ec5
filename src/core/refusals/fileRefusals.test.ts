import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isNotText, isTakenForText, maxWholeBytes, toNotText, toTooLarge } from './fileRefusals.ts';

test('A9-30 describes a file that is not text', () => {
  const refusal = toNotText('wd/out.png', 'PNG', new Uint8Array(8));
  assert.equal(refusal.message, "wd/out.png can't be shown as text, because its format is binary (PNG).");
  assert.equal(isNotText(refusal), true);
  assert.match(toNotText('out', undefined, new Uint8Array(8)).message, /its content is not text/);
});

test('A9-30 recognizes files that VS Code takes for text although they are not', () => {
  const noise = Uint8Array.from({ length: 600 }, (_, index) => 1 + ((index * 7) % 255));
  const isTaken = (head: Uint8Array): boolean => isTakenForText(toNotText('a', undefined, head));
  assert.equal(isTaken(noise), true);
  assert.equal(isTaken(noise.map((byte, index) => (index === 511 ? 0 : byte))), false);
  assert.equal(isTaken(noise.map((byte, index) => (index === 512 ? 0 : byte))), true);
  assert.equal(isTaken(noise.map((byte, index) => (index % 2 === 1 ? 0 : byte))), true);
});

test('A9-30 a file that is too large is refused with its size, the limit, and a step', () => {
  assert.equal(
    toTooLarge('wd/out.npy', maxWholeBytes * 3).message,
    'wd/out.npy is 192 MiB, and at most 64 MiB of a file can be opened. To get the whole file, download it.',
  );
});
