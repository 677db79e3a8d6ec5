import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeProcess } from './processFailure.ts';

const killed = (stderr: string) =>
  judgeProcess({ commandLine: './asm', exitCode: 137, stdout: '', stderr, os: 'linux' });

test('a program that was asked to end before it was killed does not lack memory for certain', () => {
  for (const words of [
    'Received SIGTERM, shutting down\n',
    'got signal 15: stopping workers\n',
    'SIGTERM: graceful shutdown\n',
  ]) {
    const { category, what, fixes, confidence } = killed(words);
    assert.equal(category, 'interrupted', words);
    assert.equal(confidence, 'guess', words);
    assert.match(what, /SIGKILL.*after it was asked to end/, words);
    assert.match(fixes[0]?.text ?? '', /^Check what ended it/, words);
    assert.doesNotMatch(JSON.stringify(fixes), /memory|requiredSlots/, words);
  }
  assert.match(killed('').what, /Probably killed for lack of memory/);
});

test('what a log says for certain is not doubted by the meaning of the exit code', () => {
  const { cause, fixes, confidence, evidence } = killed('Out of memory: Killed process 901 (asm)\n');
  assert.equal(confidence, 'certain');
  assert.doesNotMatch(JSON.stringify([cause, fixes, evidence]), /Probably|If memory wasn't low/);
});
