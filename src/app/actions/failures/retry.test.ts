import assert from 'node:assert/strict';
import { test } from 'node:test';
import { snapshot } from '../../../../test/builders/snapshot.ts';
import type { Task } from '../../../core/model/task.ts';
import { TreeNodes } from '../../rows/explorer/treeNode.ts';
import { countUnreadTasks } from './retry.ts';

const tasks = (count: number): readonly Task[] => Array.from({ length: count }, (_, index) => ({ id: `t${index}` }));
const failedTasks = { kind: 'tasks', jobId: 'frames', group: 'failed' } as const;
const counted = snapshot()
  .with({ kind: 'jobs' }, [{ id: 'frames' }, { id: 'train' }])
  .withTaskCounts('frames', { failed: 60 })
  .withTaskCounts('train', { failed: 300 });
const { account } = counted.build();
const find = (known: ReturnType<typeof counted.build>) => (accountId: string) =>
  accountId === account.id ? known : undefined;

const all = (count: number) => ({ count, isComplete: true });

/** Makes the row of a cause in the explorer, below the failed tasks of a job. */
function rowOfJob(fingerprint: string) {
  const nodes = new TreeNodes();
  return nodes.child(nodes.root(account.id), { kind: 'taskCause', jobId: 'frames', fingerprint });
}
/** Row of a cause in the failures view. */
const rowOfAccount = { resource: { kind: 'task', accountId: account.id, jobId: 'frames', taskId: 't1' } } as const;

test('for a cause in a job, only unread tasks of that job are counted, whatever else failed in the account', () => {
  const whole = counted.with(failedTasks, tasks(60)).build();
  assert.deepEqual(countUnreadTasks([rowOfJob('a')], find(whole)), all(0));
  const partly = counted.with(failedTasks, tasks(50), { more: true }).build();
  assert.deepEqual(countUnreadTasks([rowOfJob('a'), rowOfJob('b')], find(partly)), all(10));
});

test('tasks of a job that were read for the account count as read', () => {
  const partly = counted.with(failedTasks, tasks(50), { more: true }).build();
  const readAll = () => ({ read: 60, total: 60, isComplete: true });
  assert.deepEqual(countUnreadTasks([rowOfJob('a')], find(partly), readAll), all(0));
});

test('for a cause in an account, unread tasks of all jobs are counted', () => {
  const partly = counted.with({ kind: 'failures', jobId: 'train' }, tasks(100), { more: true }).build();
  assert.deepEqual(countUnreadTasks([rowOfAccount, rowOfAccount], find(partly)), all(260));
  const counting = counted.with({ kind: 'jobs' }, [{ id: 'frames' }, { id: 'train' }, { id: 'not counted' }]).build();
  assert.deepEqual(countUnreadTasks([rowOfAccount], find(counting)), { count: 360, isComplete: false });
});

test('there are no unread tasks without a row, or in an account that is gone', () => {
  assert.deepEqual(countUnreadTasks([undefined, 'row', {}], find(counted.build())), all(0));
  assert.deepEqual(
    countUnreadTasks([rowOfAccount], () => undefined),
    all(0),
  );
});
