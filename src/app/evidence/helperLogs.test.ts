import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JobPreparationAndReleaseStatus } from '../../core/model/job.ts';
import { findPreparationLog } from './helperLogs.ts';

const taskRootDirectory = 'workitems/nightly/job-1/jobpreparation';
const on = (nodeId: string, info: object): JobPreparationAndReleaseStatus => ({
  poolId: 'cpu',
  nodeId,
  jobPreparationTaskExecutionInfo: { state: 'completed', taskRootDirectory, ...info },
});

test('the log is on the node where the preparation task failed first', () => {
  const log = findPreparationLog('sample', [
    on('a', { exitCode: 0 }),
    on('b', { exitCode: 2 }),
    on('c', { exitCode: 2 }),
  ]);
  assert.deepEqual(log, {
    kind: 'nodeFile',
    accountId: 'sample',
    poolId: 'cpu',
    nodeId: 'b',
    path: `${taskRootDirectory}/stderr.txt`,
  });
});

test('there is no log if nothing failed, or the node is unknown', () => {
  assert.equal(findPreparationLog('sample', [on('a', { exitCode: 0, result: 'success' })]), undefined);
  assert.equal(findPreparationLog('sample', [{ nodeId: 'a' }]), undefined);
  assert.equal(findPreparationLog('sample', []), undefined);
});
