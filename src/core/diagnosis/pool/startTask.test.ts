import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertLinear } from '../../../../test/builders/assertLinear.ts';
import type { ComputeNode } from '../../model/computeNode.ts';
import { indexStarted } from '../../relations/startedElsewhere.ts';
import { explainNode } from '../explainNode.ts';
import { explainPool } from '../explainPool.ts';

const noNodes = { offline: 0, unusable: 0, startTaskFailed: 0, unknown: 0, preempted: 0 };
const startTask = {
  commandLine: '/bin/sh -c "prepare"',
  resourceFiles: [{ httpUrl: 'https://c.blob.core.windows.net/x/t.exe', filePath: 't.exe' }],
};
const pool = {
  id: 'p',
  startTask,
  currentDedicatedNodes: 3,
  targetDedicatedNodes: 3,
  allocationState: 'steady',
} as const;

function started(id: string, endTime: string): ComputeNode {
  return { id, state: 'idle', startTask, startTaskInfo: { result: 'success', exitCode: 0, endTime } };
}

function broken(info: ComputeNode['startTaskInfo']): ComputeNode {
  return {
    id: 'bad',
    state: 'starttaskfailed',
    startTask,
    startTaskInfo: { result: 'failure', startTime: '2026-11-20T09:00:00Z', ...info },
  };
}

const logs: readonly string[] = [
  'curl: (52) Empty reply from server\n',
  'error pulling image configuration: received unexpected HTTP status: 503 The server is busy\n',
  'Traceback (most recent call last):\n  File "a.py", line 3, in <module>\nValueError: x\n',
];

test('a start task that succeeded on other nodes at that time should be rerun, not corrected', () => {
  for (const stderr of logs) {
    const node = broken({ exitCode: 1 });
    const startedElsewhere = indexStarted([started('a', '2026-11-20T09:01:00Z'), node])(node);
    const { title, fixes, confidence } = explainNode({ node, pool, startedElsewhere, stderr, stdout: '' });
    assert.match(title, /\(it succeeded on other nodes\)$/);
    assert.notEqual(confidence, 'certain');
    assert.match(fixes[0]?.text ?? '', /^Reboot the node/);
    assert.ok(fixes.every(({ text }) => !/correct/i.test(text)));
    const nodeCounts = { poolId: 'p', dedicated: { ...noNodes, startTaskFailed: 1, idle: 2, total: 3 } };
    const whole = explainPool({
      pool,
      nodeCounts,
      broken: [{ node, startedElsewhere, startLogs: { stderr, stdout: '' } }],
    } as never);
    assert.ok(whole.fixes.some(({ text }) => /^Reboot 1 node where the start task failed: it succeeded/.test(text)));
    assert.ok(whole.fixes.every(({ text }) => !/^Fix the start task/.test(text)));
  }
});

test('if other nodes started with a file that is now missing, restoring the file comes first', () => {
  for (const code of ['BlobNotFound', 'ResourceContainerNotFound']) {
    const node = broken({ failureInfo: { category: 'UserError', code } });
    const startedElsewhere = indexStarted([started('a', '2026-11-20T09:01:00Z')])(node);
    const { fixes } = explainNode({ node, pool, startedElsewhere });
    assert.match(fixes[0]?.text ?? '', /^Upload t\.exe again and keep it/);
    assert.match(fixes[1]?.text ?? '', /^Then reboot the node/);
  }
});

test('the search for successes elsewhere takes time proportional to the number of nodes', () => {
  assertLinear(
    (size) => {
      const nodes = Array.from({ length: size / 2 }, (_, index) => started(`a${index}`, '2026-11-20T09:01:00Z'));
      const failed = nodes.map(({ id }) => ({ ...broken({ exitCode: 1 }), id: `b${id}` }));
      const find = indexStarted([...nodes, ...failed]);
      return failed.map((node) => find(node)?.count);
    },
    'nodes',
    65_536,
  );
});

test('an old success, or a success of another start task, proves nothing', () => {
  const node = broken({ exitCode: 1 });
  const before = indexStarted([started('a', '2026-11-19T09:00:00Z')])(node);
  assert.deepEqual(before, { count: 1, isEarlier: true });
  const { title, cause } = explainNode({ node, pool, startedElsewhere: before, stderr: logs[0], stdout: '' });
  assert.doesNotMatch(title, /succeeded/);
  assert.match(cause, /long before/);
  const other = { ...started('a', '2026-11-20T09:01:00Z'), startTask: { commandLine: 'other' } };
  assert.equal(indexStarted([other, node])(node), undefined);
  assert.equal(indexStarted([other])(started('a', '')), undefined);
});

test('a start task that fails on more nodes than it succeeds on is at fault itself', () => {
  const nodes = ['b', 'c'].map((id) => ({ ...broken({ exitCode: 1 }), id }));
  const [node = broken({})] = nodes;
  const some = indexStarted([...nodes, started('a', '2026-11-20T09:01:00Z')])(node);
  const { title, cause } = explainNode({ node, pool, startedElsewhere: some, stderr: logs[0], stdout: '' });
  assert.doesNotMatch(title, /succeeded/);
  assert.match(cause, /The same start task failed on 2 nodes of this pool, and succeeded on 1\./);
  const half = indexStarted([...nodes, started('a', '2026-11-20T09:01:00Z'), started('d', '2026-11-20T09:01:00Z')])(
    node,
  );
  assert.equal(half?.failed, undefined);
});

test('a file that one node received was deleted since, on however many nodes it is missing', () => {
  const failureInfo = {
    category: 'UserError',
    code: 'BlobNotFound',
    message: 'The specified blob is missing.',
  } as const;
  const nodes = ['b', 'c'].map((id) => ({ ...broken({ failureInfo }), id }));
  const [node = broken({})] = nodes;
  const startedElsewhere = indexStarted([...nodes, started('a', '2026-11-20T09:01:00Z')])(node);
  const { fixes } = explainNode({ node, pool, startedElsewhere });
  assert.match(fixes[0]?.text ?? '', /keep it until every node has started/);
});

test('the message of a failed check in a setup points to that check, not to an input or to earlier runs', () => {
  for (const [commandLine, stdout, words] of [
    [
      '/bin/bash prep.sh -m mpi',
      '2026-11-20 09:00:00,1 - ERROR - Fabric 7 is not where it was\n',
      /prep\.sh expects .*“Fabric 7 is not where it was”/,
    ],
    ['/bin/sh -c "prepare"', 'FATAL: scratch folder is on the wrong disk\n', /the setup expects .*wrong disk/],
    [
      'python3 setup_node.py',
      'ERROR: unsupported release 22.04 of this image\n',
      /setup_node\.py expects .*unsupported/,
    ],
  ] as const) {
    const node = { ...broken({ exitCode: 1 }), startTask: { commandLine } };
    const { fixes } = explainNode({ node, pool: { ...pool, startTask: node.startTask }, stderr: '', stdout });
    assert.match(fixes[0]?.text ?? '', words);
    assert.ok(fixes.every(({ text }) => !/run that succeeded/.test(text)));
  }
});

test('making a start task repeatable is suggested if it fails because of its own earlier results', () => {
  for (const said of [
    'mkdir: cannot create directory ‘/opt/tools’: File exists\n',
    "ln: failed to create symbolic link '/usr/bin/python': File exists\n",
    "fatal: destination path 'pipeline' already exists and is not an empty directory.\n",
    "useradd: user 'worker' already exists\n",
    'mount error(16): Device or resource busy\n',
    '/dev/sdc is mounted; will not make a filesystem here!\n',
    'OSError: [Errno 98] Address already in use\n',
  ]) {
    const { fixes } = explainNode({ node: broken({ exitCode: 1 }), pool, stderr: said, stdout: '' });
    assert.match(fixes[0]?.text ?? '', /^Make the start task repeatable/, said);
  }
});

test('the start task of an auto pool is to be corrected where the next pools come from, too', () => {
  const node = broken({ exitCode: 1 });
  const [stderr, stdout] = [logs.at(-1), ''];
  const template = /`autoPoolSpecification` of the job or job schedule/;
  for (const [id, isAuto] of [
    ['p', false],
    ['nightly_AB97265B-8696-48F9-98DA-D7C5A5A20E87', true],
  ] as const) {
    const { fixes } = explainNode({ node, pool: { ...pool, id }, stderr, stdout });
    assert.equal(
      fixes.some(({ text }) => template.test(text)),
      isAuto,
    );
    const nodeCounts = { poolId: id, dedicated: { ...noNodes, startTaskFailed: 1, idle: 2, total: 3 } };
    const whole = explainPool({
      pool: { ...pool, id },
      nodeCounts,
      broken: [{ node, startLogs: { stderr, stdout } }],
    } as never);
    assert.equal(
      whole.fixes.some(({ text }) => template.test(text)),
      isAuto,
    );
  }
});
