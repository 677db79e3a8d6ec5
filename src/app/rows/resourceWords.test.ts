import assert from 'node:assert/strict';
import { test } from 'node:test';
import { logsAreGone } from '../../../test/builders/logsAreGone.ts';
import { snapshot } from '../../../test/builders/snapshot.ts';
import { CauseExplainer } from '../../core/diagnosis/account/causeExplainer.ts';
import { adviseAll } from '../../core/diagnosis/account/remediesForAll.ts';
import type { Cause } from '../../core/diagnosis/causes/causes.ts';
import { pickExplained } from '../../core/failures/representative.ts';
import type { ErrorCategory } from '../../core/model/common.ts';
import type { ComputeNode } from '../../core/model/computeNode.ts';
import type { Task } from '../../core/model/task.ts';
import { doAtOnce } from '../../core/work.ts';
import { findFailing } from '../causes/failing.ts';
import { toCauseWords } from './resourceWords.ts';

const startTime = '2026-11-20T09:00:00Z';
const endTime = '2026-11-20T09:10:00Z';

function failed(id: string, nodeId: string, how: Task['executionInfo']): Task {
  const nodeInfo = { poolId: 'gpu', nodeId };
  return { id, state: 'completed', nodeInfo, executionInfo: { startTime, endTime, result: 'failure', ...how } };
}

const toFailure = (category: ErrorCategory, code: string) => ({ failureInfo: { category, code } });

/** Failures on nodes: some through no fault of the nodes, and some that the nodes caused. */
const tasks = [
  ...['BlobNotFound', 'BlobAccessDenied', 'CommandProgramNotFound', 'TaskEnded'].map((code) =>
    toFailure('UserError', code),
  ),
  ...[1, 2, 75, 126, 127, 134, 137, 139, 255].map((exitCode) => ({ exitCode })),
  toFailure('ServerError', 'DiskFull'),
  toFailure('ServerError', 'NodeUnavailable'),
].flatMap((how, index) => ['n1', 'n2'].map((nodeId) => failed(`t${index}-${nodeId}`, nodeId, how)));

const nodes: readonly ComputeNode[] = [
  { id: 'n1', state: 'idle', schedulingState: 'enabled' },
  { id: 'n2', state: 'idle', schedulingState: 'enabled' },
  { id: 'n3', state: 'unusable' },
  { id: 'n4', state: 'unusable' },
  { id: 'n5', state: 'preempted' },
  { id: 'n6', state: 'starttaskfailed', startTaskInfo: { state: 'completed', exitCode: 1, retryCount: 0 } },
];

const known = snapshot()
  .with({ kind: 'jobs' }, [{ id: 'train', state: 'active' }])
  .with({ kind: 'failures', jobId: 'train' }, tasks)
  .with({ kind: 'pools' }, [{ id: 'gpu' }])
  .with({ kind: 'nodes', poolId: 'gpu' }, nodes)
  .build();
const causes: readonly Cause[] = doAtOnce(new CauseExplainer(logsAreGone).explain(findFailing(known))).causes;

test('a menu offers an action on the nodes of a cause if and only if the page of the cause offers it', () => {
  assert.ok(causes.length >= 10, String(causes.length));
  const offered = causes.filter((cause) => {
    const { fixes, remedies } = adviseAll(cause, pickExplained(cause)?.explanation, false);
    const named = [...fixes.flatMap((fix) => fix.remedies ?? []), ...remedies];
    return named.some((remedy) => remedy === 'failures.actOnNodes' || remedy.startsWith('node.'));
  });
  assert.deepEqual(
    causes.filter((cause) => toCauseWords(cause).includes('ofNodes')).map(({ cluster }) => cluster.title),
    offered.map(({ cluster }) => cluster.title),
  );
  const kinds = new Set(offered.map(({ failures }) => failures[0]?.failing.kind));
  assert.ok(kinds.has('node'), [...kinds].join());
  const isOfMissingBlob = ({ failures }: Cause): boolean =>
    failures.some(
      ({ failing }) => failing.kind === 'task' && failing.task.executionInfo?.failureInfo?.code === 'BlobNotFound',
    );
  assert.ok(causes.some(isOfMissingBlob));
  assert.ok(!offered.some(isOfMissingBlob));
});

test('menus offer what is done to tasks only for a cause of tasks', () => {
  for (const cause of causes.filter((one) => !toCauseWords(one).includes('unread')))
    assert.equal(
      toCauseWords(cause).includes('ofTasks'),
      cause.failures.some(({ failing }) => failing.kind === 'task'),
      cause.cluster.title,
    );
});
