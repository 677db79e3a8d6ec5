import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ComputeNode } from '../../model/computeNode.ts';
import { doAtOnce } from '../../work.ts';
import type { Failing } from '../causes/failing.ts';
import { CauseExplainer } from './causeExplainer.ts';

const pool = { id: 'cpu', startTask: { commandLine: 'bash setup.sh' } };

function broken(nodeId: string, stderr?: string, state: ComputeNode['state'] = 'starttaskfailed'): Failing {
  return {
    kind: 'node',
    resource: { kind: 'node', accountId: 'contoso', poolId: 'cpu', nodeId },
    at: '2026-11-20T09:00:00Z',
    node: { id: nodeId, state, startTaskInfo: { exitCode: 127, result: 'failure' } },
    pool,
    startLogs: stderr === undefined ? undefined : { stderr, stdout: '' },
  };
}

const toTitles = (...failing: readonly Failing[]) =>
  doAtOnce(new CauseExplainer(() => undefined).explain(failing)).causes.map(
    ({ cluster: { count, title } }) => `${count} ${title}`,
  );

const noDocker = 'setup.sh: line 4: docker: command not found\n';
const noGit = 'setup.sh: line 2: git: command not found\n';

test('nodes whose start task ended in the same way have the cause that the logs of some of them show', () => {
  assert.deepEqual(toTitles(broken('n1', noDocker), broken('n2'), broken('n3', noDocker), broken('n4')), [
    '4 The program docker was not found',
  ]);
});

test('nodes that tolerate the failure have the same cause with or without a running task', () => {
  const titles = toTitles(broken('n1', noDocker, 'running'), broken('n2', undefined, 'idle'));
  assert.deepEqual(titles, ['2 The program docker was not found']);
});

test('nodes with unread logs stay separate if the logs of others differ', () => {
  assert.deepEqual(toTitles(broken('n1', noDocker), broken('n2', noGit), broken('n3')).toSorted(), [
    '1 The program docker was not found',
    '1 The program git was not found',
    '1 The shell did not find the command (running bash setup.sh)',
  ]);
});
