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

const both = "/bin/bash -c 'apt-get install -y samtools; pip install numpy; echo done'";
const resolving = "Temporary failure resolving 'azure.archive.ubuntu.com'";
const held = 'E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 12 (unattended-upgr)\n';

/** Logs of start tasks that ended with exit code 0, and the confidence that they are why samtools or numpy is missing. */
const silent: readonly (readonly [commandLine: string, stderr: string, program?: string, module?: string])[] = [
  [both, 'E: Unable to locate package samtools\n', 'likely'],
  [
    both,
    `W: Failed to fetch http://azure.archive.ubuntu.com/ubuntu/dists/jammy/InRelease  ${resolving}\nE: Unable to locate package samtools\n`,
    'likely',
    'guess',
  ],
  [both, held, 'likely', 'guess'],
  [both, 'grep: /etc/other.conf: No such file or directory\n'],
  [both, 'WARNING: apt does not have a stable CLI interface. Use with caution in scripts.\n'],
  [both, 'debconf: unable to initialize frontend: Dialog\ndebconf: falling back to frontend: Readline\n'],
  ['bash setup.sh', held, 'likely', 'guess'],
  ['bash setup.sh', 'E: Unable to locate package htop\n', 'guess', 'guess'],
  ["/bin/bash -c 'apt-get install -y curl'", held],
];

test('a start task that succeeded is blamed if it may have installed what is missing, and its log reports a failure', () => {
  const executionInfo = { startTime: '2026-11-20T09:00:00Z', result: 'failure' } as const;
  for (const [commandLine, stderr, ...expected] of silent) {
    const found = lacks.slice(0, 2).map(([exitCode, own]) => {
      const task = { id: 't', state: 'completed', nodeInfo: { nodeId: 'n1' } } as const;
      const { title, confidence, fixes } = explainTask({
        task: { ...task, executionInfo: { ...executionInfo, exitCode } },
        pool: { id: 'p', startTask: { commandLine } },
        startLogs: { n1: { stdout: '', stderr } },
        stdout: '',
        stderr: own,
      });
      const isBlamed = /^t failed: The start task succeeded without providing/.test(title);
      assert.equal(/^Correct the step of the start task that failed/.test(fixes[0]?.text ?? ''), isBlamed, stderr);
      return isBlamed ? confidence : undefined;
    });
    assert.deepEqual(found, [expected[0], expected[1]], `${commandLine}\n${stderr}`);
  }
});
