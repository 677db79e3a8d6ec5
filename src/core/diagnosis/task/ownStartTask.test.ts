import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foreseeChange } from '../../changes/foreseeChange.ts';
import type { ComputeNode } from '../../model/computeNode.ts';
import type { Task } from '../../model/task.ts';
import { explainTask } from '../explainTask.ts';

const startTask = { commandLine: '/bin/bash -c "apt-get install -y samtools"', waitForSuccess: false };

const node: ComputeNode = {
  id: 'n1',
  state: 'idle',
  startTask,
  startTaskInfo: {
    state: 'completed',
    startTime: '2026-11-20T08:00:00Z',
    endTime: '2026-11-20T08:01:00Z',
    exitCode: 100,
    result: 'failure',
    failureInfo: { category: 'UserError', code: 'FailureExitCode' },
  },
};

/** Failures of tasks for which the start task of their node should have installed something. */
const lacks: readonly (readonly [exitCode: number, stderr: string])[] = [
  [127, '/bin/bash: line 1: samtools: command not found\n'],
  [1, "ModuleNotFoundError: No module named 'numpy'\n"],
  [127, './tool: error while loading shared libraries: libgomp.so.1: cannot open shared object file\n'],
];

function explain(exitCode: number, stderr: string, startedElsewhere?: { count: number; isEarlier: boolean }) {
  const task: Task = {
    id: 't',
    state: 'completed',
    commandLine: '/bin/bash -c "run"',
    nodeInfo: { nodeId: 'n1' },
    executionInfo: { exitCode, result: 'failure', failureInfo: { category: 'UserError', code: 'FailureExitCode' } },
  };
  return explainTask({
    task,
    pool: { id: 'p', startTask },
    node,
    startedElsewhere,
    startLogs: { n1: { stdout: '', stderr: 'E: Could not get lock /var/lib/dpkg/lock-frontend\n' } },
    stdout: '',
    stderr,
  });
}

test('a start task that succeeded on other nodes is not blamed, so the node should rerun it', () => {
  for (const [exitCode, stderr] of lacks) {
    const { fixes, cause, confidence } = explain(exitCode, stderr, { count: 3, isEarlier: false });
    assert.match(fixes[0]?.text ?? '', /^Reboot the node, which runs the start task again/, stderr);
    assert.match(cause, /succeeded on 3 other nodes/, stderr);
    assert.notEqual(confidence, 'certain', stderr);
    assert.equal(foreseeChange(explain(exitCode, stderr, { count: 3, isEarlier: false })), 'otherNode', stderr);
    assert.ok(
      fixes.every(({ text }) => !/correct it|why the start task/i.test(text)),
      stderr,
    );
  }
});

test('a start task that succeeded nowhere, or only long ago, may be at fault', () => {
  for (const [exitCode, stderr] of lacks)
    for (const elsewhere of [undefined, { count: 3, isEarlier: true }])
      assert.match(
        explain(exitCode, stderr, elsewhere).fixes[0]?.text ?? '',
        /^Find out why the start task failed/,
        stderr,
      );
});
