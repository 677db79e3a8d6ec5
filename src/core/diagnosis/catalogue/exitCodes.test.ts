import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { explainExitCode } from './exitCodes.ts';

test('signals behind a shell and without one', () => {
  assert.equal(explainExitCode(137)?.name, '137 (SIGKILL)');
  assert.equal(explainExitCode(-9)?.category, 'out-of-memory');
  assert.equal(explainExitCode(139, 'linux')?.category, 'crash-signal');
  assert.equal(explainExitCode(143)?.category, 'interrupted');
});

test('Windows codes signed, unsigned, and unknown ones of the same range', () => {
  assert.equal(explainExitCode(-1073741515)?.name, '-1073741515 (0xC0000135)');
  assert.equal(explainExitCode(3221225781)?.category, 'missing-module');
  assert.equal(explainExitCode(-1073741510)?.category, 'interrupted');
  assert.equal(explainExitCode(0xe0434352 - 0x100000000)?.category, 'exception-in-user-code');
  assert.equal(explainExitCode(-1073741000)?.specific, false);
});

test('what only Windows can return is of Windows, whatever the system was guessed', () => {
  assert.equal(explainExitCode(-1073741515, 'linux')?.category, 'missing-module');
  assert.equal(explainExitCode(9009, 'linux')?.category, 'missing-program');
  assert.equal(explainExitCode(-2147024784)?.name, '-2147024784 (0x80070070)');
  assert.equal(explainExitCode(-2147024784)?.category, 'disk-full');
  assert.equal(explainExitCode(3221225773)?.category, 'out-of-memory');
});

test('conventions of shells', () => {
  assert.equal(explainExitCode(127)?.category, 'missing-program');
  assert.equal(explainExitCode(127, 'windows')?.specific, false);
  assert.equal(explainExitCode(126)?.category, 'permission');
  assert.equal(explainExitCode(9009, 'windows')?.category, 'missing-program');
});

test('conventions that programs need not keep are not specific', () => {
  assert.equal(explainExitCode(66)?.specific, false);
  assert.equal(explainExitCode(66, 'windows'), undefined);
  assert.equal(explainExitCode(5, 'windows')?.category, 'permission');
  assert.equal(explainExitCode(5), undefined);
  assert.equal(explainExitCode(-1)?.category, 'other');
  assert.equal(explainExitCode(4294967295)?.category, 'other');
  assert.equal(explainExitCode(1073807364)?.category, 'interrupted');
});

test('no meaning is invented', () => {
  assert.equal(explainExitCode(0), undefined);
  assert.equal(explainExitCode(42), undefined);
  assert.equal(explainExitCode(137, 'windows'), undefined);
});

test('never throws', () => {
  fc.assert(fc.property(fc.double(), (code) => void explainExitCode(code)));
  fc.assert(fc.property(fc.integer(), (code) => void explainExitCode(code)));
});
