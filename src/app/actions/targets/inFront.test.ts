import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FakePorts, fakeBatchService } from '../../../../test/fakes/fakeBatchService.ts';
import { FakeStore } from '../../../../test/fakes/fakeStore.ts';
import type { Account } from '../../../core/model/account.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import type { Resource } from '../../../core/model/resource.ts';
import { type DocumentTarget, toDocumentPath } from '../../../core/places/documentPath.ts';
import { findGivenInFront, findInFront } from './inFront.ts';

const accountId = 'contoso';
const account: Account = { id: accountId, name: 'contoso', endpoint: 'https://contoso', authentication: 'sharedKey' };
const pool = { kind: 'pool', accountId, poolId: 'gpu' } as const;
const node = { kind: 'node', accountId, poolId: 'gpu', nodeId: 'n1' } as const;
const job = { kind: 'job', accountId, jobId: 'nightly:job-1' } as const;
const task = { kind: 'task', accountId, jobId: 'nightly:job-1', taskId: 'shard-1' } as const;
const jobSchedule = { kind: 'jobSchedule', accountId, scheduleId: 'nightly' } as const;
const other = { ...pool, poolId: 'cpu' };

const row = (...resources: readonly Resource[]): readonly unknown[] => {
  const rows = resources.map((resource) => ({ resource }));
  return [rows[0], rows];
};
const document = (target: DocumentTarget): readonly unknown[] => [
  { scheme: 'azurebatch', authority: accountId, path: toDocumentPath(target) },
];
const page = (resource: Resource): readonly unknown[] => document({ resource, document: 'explanation' });

function find<K extends Parameters<typeof findInFront>[1]>(
  kind: K,
  inFront: readonly (readonly unknown[])[],
  ports: FakePorts = {},
) {
  const service = fakeBatchService({
    jobs: { getJob: async (id) => ({ id, poolInfo: { poolId: 'gpu' } }) },
    tasks: { getTask: async (_jobId, id) => ({ id, nodeInfo: { poolId: 'gpu', nodeId: 'n1' } }) },
    ...ports,
  });
  const store = new FakeStore(account, undefined, service);
  const accounts = { getStore: async () => store, findStore: () => store };
  return findInFront({ accounts, causes: { shownOf: () => undefined }, inFront: () => inFront }, kind);
}

test('a page and a row give the same item, its parents, and its dependencies', async () => {
  const table = [
    [pool, 'pool', pool],
    [node, 'node', node],
    [node, 'pool', pool],
    [job, 'job', job],
    [job, 'pool', pool],
    [job, 'jobSchedule', jobSchedule],
    [task, 'task', task],
    [task, 'job', job],
    [task, 'node', node],
    [task, 'pool', pool],
    [task, 'jobSchedule', jobSchedule],
    [task, 'account', { kind: 'account', accountId }],
  ] as const;
  for (const [front, kind, wanted] of table) {
    for (const given of [page(front), row(front)])
      assert.deepEqual(await find(kind, [given]), [wanted], `${front.kind} → ${kind}`);
  }
});

test('an item gives nothing if it has no related item of the requested kind', async () => {
  assert.deepEqual(await find('job', [row(pool)]), []);
  assert.deepEqual(await find('task', [page(job)]), []);
  assert.deepEqual(await find('pool', []), []);
  const waiting = { tasks: { getTask: async (_job: string, id: string) => ({ id }) } };
  assert.deepEqual(await find('node', [row(task)], waiting), [], 'it has not come to a node');
  assert.deepEqual(await find('pool', [row(task)], waiting), [pool], 'that of its job');
  const gone = async () => {
    throw new BatchError({ code: 'JobNotFound', message: 'gone', status: 404 });
  };
  assert.deepEqual(await find('pool', [row(job)], { jobs: { getJob: gone } }), []);
});

test('the most recently used place comes first, and places without Batch items are skipped', async () => {
  assert.deepEqual(await find('pool', [row(other), page(pool)]), [other]);
  assert.deepEqual(await find('pool', [page(pool), row(other)]), [pool]);
  assert.deepEqual(await find('pool', [[{ scheme: 'file', path: '/a.py' }], row(other)]), [other]);
});

test('an item selected elsewhere is used only if it belongs to the item on the active page', async () => {
  const accountPage: Resource = { kind: 'account', accountId };
  const nodeOfOther = { ...node, poolId: 'cpu' };
  const taskOfOther = { ...task, jobId: 'other' };
  const log: Resource = { ...node, kind: 'nodeFile', path: 'startup/stderr.txt' };
  const belonging = [
    [pool, 'node', node],
    [pool, 'job', job],
    [pool, 'task', task],
    [node, 'task', task],
    [log, 'task', task],
    [job, 'task', task],
    [jobSchedule, 'job', job],
    [jobSchedule, 'task', task],
    [accountPage, 'task', task],
  ] as const;
  for (const [front, kind, selected] of belonging) {
    const name = `${front.kind} → ${kind}`;
    assert.deepEqual(await find(kind, [page(front), row(selected)]), [selected], name);
    assert.deepEqual(await find(kind, [row(front), page(selected)]), [selected], name);
  }
  const strange = [
    [other, 'node', node],
    [other, 'job', job],
    [other, 'task', task],
    [nodeOfOther, 'task', task],
    [job, 'task', taskOfOther],
    [job, 'node', node],
    [{ ...jobSchedule, scheduleId: 'weekly' }, 'job', job],
    [accountPage, 'pool', { ...pool, accountId: 'fabrikam' }],
  ] as const;
  for (const [front, kind, selected] of strange)
    assert.deepEqual(await find(kind, [page(front), row(selected)]), [], `${front.kind} → ${kind}`);
  assert.deepEqual(await find('task', [page(job), row(task, taskOfOther)]), [], 'all of them have to belong to it');
  assert.deepEqual(
    await find('task', [page(job), row(taskOfOther), row(task)]),
    [],
    'what was selected longer ago is not meant instead',
  );
  const unknown = async () => {
    throw new BatchError({ code: 'ServerBusy', message: 'busy', status: 503 });
  };
  assert.deepEqual(await find('task', [page(node), row(task)], { tasks: { getTask: unknown } }), []);
});

test('if the active cause is ambiguous, a selected item among its failures is used', async () => {
  const second = { ...task, taskId: 'shard-2' };
  const cause = { resource: job, resources: [task, second], cause: { cluster: { fingerprint: 'v1:x' } } };
  const front = [cause, [cause]];
  assert.deepEqual(await find('task', [front, row(second)]), [second]);
  assert.deepEqual(await find('task', [front, row({ ...task, taskId: 'shard-3' })]), []);
  const moved = { getTask: async (_job: string, id: string) => ({ id, nodeInfo: { poolId: 'gpu', nodeId: id } }) };
  const nodeOfSecond = { ...node, nodeId: 'shard-2' };
  assert.deepEqual(await find('node', [front, row(nodeOfSecond)], { tasks: moved }), [nodeOfSecond]);
  assert.deepEqual(await find('node', [front, row(node)], { tasks: moved }), []);
});

test('all selected rows are used, but the failures of a cause only if the cause has a single item', async () => {
  const second = { ...task, taskId: 'shard-2' };
  assert.deepEqual(await find('task', [row(task, second)]), [task, second]);
  const cause = { resource: task, resources: [task, second], cause: { cluster: { fingerprint: 'v1:x' } } };
  assert.deepEqual(await find('task', [[cause, [cause]]]), []);
  assert.deepEqual(await find('job', [[cause, [cause]]]), [job]);
  assert.deepEqual(await find('pool', [[cause, [cause]]]), [pool]);
  assert.deepEqual(await find('task', [document({ resource: job, document: 'cause', fingerprint: 'v1:x' })]), []);
});

test('an action on any kind of item uses the first editor or row in front that shows a Batch item', () => {
  const file = [{ scheme: 'file', path: '/a.py' }];
  assert.deepEqual(findGivenInFront({ inFront: () => [file, row(node), page(pool)] }), row(node));
  assert.deepEqual(findGivenInFront({ inFront: () => [file] }), []);
});
