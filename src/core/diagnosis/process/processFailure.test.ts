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

test('a program that ran for minutes was not called with wrong arguments, unless it says so', () => {
  for (const [commandLine, exitCode] of [
    ['python3 digest.py', 2],
    ['grep -c x big.txt', 2],
    ['wget -i list', 4],
  ] as const) {
    const judge = (ranMs?: number, stderr?: string) =>
      judgeProcess({ commandLine, exitCode, ranMs, stderr, os: 'linux' });
    assert.notEqual(judge(12 * 60_000).category, 'bad-arguments', commandLine);
    assert.doesNotMatch(JSON.stringify(judge(12 * 60_000)), /[Aa]rguments|pattern is wrong/, commandLine);
    assert.deepEqual(judge(3000), judge(), commandLine);
  }
  const usage = 'usage: digest.py [-h] --day DAY\ndigest.py: error: unrecognized arguments: --dya\n';
  const judged = judgeProcess({
    commandLine: 'python3 digest.py',
    exitCode: 2,
    ranMs: 720_000,
    stdout: '',
    stderr: usage,
  });
  assert.equal(judged.category, 'bad-arguments');
});

test('what a log says for certain is not doubted by the meaning of the exit code', () => {
  const { cause, fixes, confidence, evidence } = killed('Out of memory: Killed process 901 (asm)\n');
  assert.equal(confidence, 'certain');
  assert.doesNotMatch(JSON.stringify([cause, fixes, evidence]), /Probably|If memory wasn't low/);
});
