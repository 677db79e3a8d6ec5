import assert from 'node:assert/strict';
import { beforeEach, suite, test } from 'node:test';
import { run as terminateJob } from '../../src/app/actions/job/terminate.ts';
import { run as rebootNode } from '../../src/app/actions/node/reboot.ts';
import { run as resizePool } from '../../src/app/actions/pool/resize.ts';
import { retry } from '../../src/app/actions/task/retry.ts';
import { run as terminateTask } from '../../src/app/actions/task/terminate.ts';
import type { Command } from '../../src/app/actions/verb/contribution.ts';
import { BatchError } from '../../src/core/model/batchError.ts';
import type { ComputeNode } from '../../src/core/model/computeNode.ts';
import type { Resource } from '../../src/core/model/resource.ts';
import { toDocumentPath } from '../../src/core/places/documentPath.ts';
import { snapshot } from '../builders/snapshot.ts';
import { accountId } from '../fakes/contoso.ts';
import { FakeAccounts } from '../fakes/fakeAccounts.ts';
import { FakeStore } from '../fakes/fakeStore.ts';
import { frame1, makeAccount } from './support/failedAccount.ts';
import { makeServices, type TestServices } from './support/makeServices.ts';

const big = { kind: 'pool', accountId, poolId: 'big' } as const;
const node1: ComputeNode = { id: 'n1', state: 'running', schedulingState: 'enabled', runningTasksCount: 1 };
const other = { id: 'fabrikam', name: 'fabrikam', endpoint: 'https://fabrikam', authentication: 'sharedKey' } as const;

/** Titles and texts of the shown boxes, with the labels of their rows, up to the first canceled box. */
type Asked = readonly (readonly [title: string, ...rows: readonly string[]])[];

suite('picks of commands that are called without an item', () => {
  let services: TestServices;
  let acted: string[];

  beforeEach(() => {
    acted = [];
    const busy = (): never => {
      throw new BatchError({ code: 'ServerBusy', message: 'The service is busy.', status: 503 });
    };
    services = makeServices({
      pools: { getPool: async (id) => ({ id, allocationState: 'steady', currentDedicatedNodes: 2 }) },
      nodes: { getNode: async (poolId, nodeId) => (poolId === 'big' && nodeId === 'n1' ? node1 : busy()) },
      jobs: {
        getJob: async (id) => {
          acted.push(id);
          return busy();
        },
        getTaskCounts: async () => busy(),
      },
      tasks: {
        getTask: async (jobId, taskId) => {
          acted.push(`${jobId}/${taskId}`);
          return busy();
        },
      },
    });
    services.store.snapshot = snapshot(services.store.account)
      .with({ kind: 'pools' }, [{ id: 'big' }, { id: 'small' }])
      .with({ kind: 'nodes', poolId: 'big' }, [node1, { id: 'n2', state: 'idle' }])
      .with({ kind: 'nodes', poolId: 'small' }, [{ id: 'n1', state: 'idle' }])
      .with({ kind: 'jobs' }, [
        { id: 'on-small', poolInfo: { poolId: 'small' } },
        { id: 'on-big', poolInfo: { poolId: 'big' } },
      ])
      .with({ kind: 'tasks', jobId: 'on-big', group: 'running' }, [
        { id: 'one', state: 'running', nodeInfo: { poolId: 'big', nodeId: 'n2' } },
        { id: 'two', state: 'running', nodeInfo: { poolId: 'big', nodeId: 'n1' } },
      ])
      .build();
  });

  const toPage = (resource: Resource): readonly unknown[] => {
    const path = toDocumentPath({ resource, document: 'explanation' });
    return [{ scheme: 'azurebatch', authority: resource.accountId, path }];
  };
  const toRow = (resource: Resource): readonly unknown[] => [{ resource }, [{ resource }]];

  /** Runs a command on the page of an item, after the row of another one was selected. */
  async function ask(
    run: Command,
    [page, row]: readonly [Resource, Resource?],
    choose: readonly string[],
    type?: string,
  ): Promise<Asked> {
    const inFront = [toPage(page), ...(row === undefined ? [] : [toRow(row)])];
    const accounts = new FakeAccounts(services.store, new FakeStore(other));
    const act = () => run({ ...services, accounts, inFront: () => inFront }, []).catch(() => undefined);
    const { asked } = await services.ui.listen(act, { question: 'cancel', rows: choose, type: () => type ?? '' });
    return asked.map(({ title, rows }) => [title, ...rows.map(({ label }) => label)]);
  }

  test('on the page of a pool, the node pick lists the nodes of that pool, whatever row was selected', async () => {
    const strange = { kind: 'node', accountId, poolId: 'small', nodeId: 'n1' } as const;
    const asked = await ask(rebootNode, [big, strange], ['n1', 'Requeue']);
    assert.deepEqual(asked[0], ['Node in pool big', 'n1', 'n2']);
    assert.equal(asked[1]?.[0], 'Reboot node n1?', 'the next box says which node');
  });

  test('on the page of a job, the task pick lists its tasks', async () => {
    const strange = { kind: 'task', accountId, jobId: 'on-small', taskId: 'one' } as const;
    const asked = await ask(terminateTask, [{ kind: 'job', accountId, jobId: 'on-big' }, strange], ['two']);
    assert.deepEqual(asked[0]?.[0], 'Tasks in job on-big');
    assert.deepEqual(acted.at(-1), 'on-big', 'the job of the chosen task is looked at');
  });

  test('on the page of a pool, the job pick lists jobs that use this pool first, without an account pick', async () => {
    const strange = { kind: 'job', accountId, jobId: 'on-small' } as const;
    const asked = await ask(terminateJob, [big, strange], ['on-big']);
    assert.deepEqual(asked[0], ['Job in contoso', 'on-big', 'on-small']);
    assert.deepEqual(acted, ['on-big']);
  });

  test('on the page of a node, the task pick lists tasks that ran on this node first', async () => {
    const front = { kind: 'node', accountId, poolId: 'big', nodeId: 'n1' } as const;
    const asked = await ask(terminateTask, [front], ['on-big', 'two']);
    assert.deepEqual(asked[0], ['Job in contoso', 'on-big', 'on-small']);
    assert.deepEqual(asked[1]?.slice(-2), ['two', 'one']);
  });

  test('the account pick appears if the account of the page was removed', async () => {
    const asked = await ask(terminateJob, [{ kind: 'account', accountId: 'removed' }], ['contoso', 'on-big']);
    assert.deepEqual(asked[0], ['Batch account', 'contoso', 'fabrikam']);
    assert.deepEqual(acted, ['on-big']);
  });

  test('the boxes of a resize name the pool', async () => {
    const asked = await ask(resizePool, [big], ['Requeue'], '0');
    assert.deepEqual(
      asked.map(([title]) => title),
      ['Dedicated nodes in pool big', 'Spot (low-priority) nodes in pool big', 'Resize pool big'],
    );
  });

  test('the progress of a retry without questions names the task', async () => {
    const { services } = makeAccount({});
    const { progress, status } = await services.ui.listen(() => retry(services, [frame1]));
    assert.deepEqual([progress, status], [['Retrying task frame-1'], ['Task frame-1 was retried.']]);
  });
});
