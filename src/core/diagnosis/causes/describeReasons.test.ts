import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainTask } from '../explainTask.ts';
import type { Explanation } from '../explanation/explanation.ts';
import { countReasons, describeOpenReasons } from './describeReasons.ts';

function explainExit(exitCode: number, stderr?: string): { known: 'log' | 'service'; explanation: Explanation } {
  const executionInfo = { exitCode, result: 'failure', startTime: '2026-11-20T08:00:00Z' };
  const explanation = explainTask({ task: { id: 't', state: 'completed', executionInfo }, stderr });
  return { known: stderr === undefined ? 'service' : 'log', explanation };
}

test('an exit code without a log may have the same reason as failures whose logs were read', () => {
  const badHeader = explainExit(5, 'ValueError: bad header\n');
  const killed = explainExit(137, 'Killed\n');
  assert.deepEqual(countReasons([badHeader, killed]), { count: 2, isComplete: true });
  assert.deepEqual(countReasons([badHeader, explainExit(5)]), { count: 1, isComplete: false });
  assert.equal(describeOpenReasons([badHeader, killed]), '');
  assert.equal(
    describeOpenReasons([badHeader, explainExit(5)]),
    'Of 2 causes, 1 may be the same as another one, because only its exit code is known.',
  );
  assert.deepEqual(countReasons([killed, explainExit(137), badHeader]), { count: 2, isComplete: false });
  assert.deepEqual(countReasons([explainExit(139, 'Segmentation fault (core dumped)\n'), explainExit(139)]), {
    count: 1,
    isComplete: false,
  });
});

test('exit codes of a different kind than those with read logs are separate reasons', () => {
  const noSpace = explainExit(5, 'OSError: [Errno 28] No space left on device\n');
  assert.deepEqual(countReasons([noSpace, explainExit(139)]), { count: 2, isComplete: true });
  assert.deepEqual(countReasons([explainExit(3), explainExit(4)]), { count: 2, isComplete: true });
});

test('two programs that ended with one exit code may have met the same problem', () => {
  assert.deepEqual(countReasons([explainExit(3), explainExit(3)]), { count: 1, isComplete: false });
  assert.deepEqual(countReasons([explainExit(139), explainExit(139)]), { count: 1, isComplete: false });
});

test('an exit code whose log was read but is empty is a separate reason', () => {
  const badHeader = explainExit(5, 'ValueError: bad header\n');
  assert.deepEqual(countReasons([badHeader, explainExit(3, '')]), { count: 2, isComplete: true });
});

test('a program that ended with its own exit code was not interrupted', () => {
  const [own, interrupted] = [explainExit(75), explainExit(5, '')];
  const { category } = interrupted.explanation;
  assert.notEqual(category, 'interrupted');
  const preempted = { ...interrupted, explanation: { ...interrupted.explanation, category: 'interrupted' as const } };
  assert.deepEqual(countReasons([own, preempted]), { count: 2, isComplete: true });
});
