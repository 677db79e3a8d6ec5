import assert from 'node:assert/strict';
import { retry } from '../../src/app/actions/task/retry.ts';
import type { CommandName } from '../../src/app/commandName.ts';
import { BatchError } from '../../src/core/model/batchError.ts';
import type { ComputeNode } from '../../src/core/model/computeNode.ts';
import type { Resource } from '../../src/core/model/resource.ts';
import type { CommandFile, CommandServices } from '../../src/extension/commands/command.ts';
import { commands } from '../../src/extension/commands/table.ts';
import { toDocumentUri } from '../../src/extension/documentUri.ts';
import { snapshot } from '../builders/snapshot.ts';
import { FakeAccounts } from '../fakes/fakeAccounts.ts';
import { FakeStore } from '../fakes/fakeStore.ts';
import { answering } from './support/answers.ts';
import { accountId, makeServices, type TestServices } from './support/commandServices.ts';
import { frame1, makeAccount } from './support/failedAccount.ts';
import { listen, watchProgress } from './support/messages.ts';

const big = { kind: 'pool', accountId, poolId: 'big' } as const;
const node1: ComputeNode = { id: 'n1', state: 'running', schedulingState: 'enabled', runningTasksCount: 1 };
const other = { id: 'fabrikam', name: 'fabrikam', endpoint: 'https://fabrikam', authentication: 'sharedKey' } as const;

/** What was asked: titles and texts of boxes, with the labels of their rows, up to the first that nothing was chosen in. */
type Asked = readonly (readonly [title: string, ...rows: readonly string[]])[];

suite('what commands ask that are called on nothing', () => {
  let services: TestServices;
  let acted: string[];

  setup(() => {
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

  teardown(() => services.dispose());

  const toPage = (resource: Resource): readonly unknown[] => [toDocumentUri({ resource, document: 'explanation' })];
  const toRow = (resource: Resource): readonly unknown[] => [{ resource }, [{ resource }]];

  /** Runs a command with the page of a thing in front, and the row of another one selected before. */
  async function ask(
    name: CommandName,
    [page, row]: readonly [Resource, Resource?],
    choose: readonly string[],
    type?: string,
  ): Promise<Asked> {
    const asked: (readonly [string, ...string[]])[] = [];
    const see = (title: string, rows: readonly { readonly label: string }[]): void => {
      if (rows.length > 0) asked.push([title, ...rows.map(({ label }) => label)]);
    };
    const inFront = [toPage(page), ...(row === undefined ? [] : [toRow(row)])];
    const accounts = new FakeAccounts(services.store, new FakeStore(other));
    const all = { ...services, accounts, inFront: () => inFront, trees: { selections: [] } };
    const command: CommandFile = commands[name];
    const typed = ({ title = '' }): string => {
      asked.push([title]);
      return type ?? '';
    };
    const run = async (): Promise<void> => {
      await command.run(all as unknown as CommandServices, []).catch(() => undefined);
    };
    await listen(() => answering({ choose, see, type: typed }, run), 'cancel');
    return asked;
  }

  test('with the page of a pool in front, a node is one of that pool, whatever row of another pool was selected', async () => {
    const strange = { kind: 'node', accountId, poolId: 'small', nodeId: 'n1' } as const;
    const asked = await ask('node.reboot', [big, strange], ['n1', 'Requeue']);
    assert.deepEqual(asked[0], ['Node of pool big', 'n1', 'n2']);
    assert.equal(asked[1]?.[0], 'Reboot node n1?', 'the next box says which node');
  });

  test('with the page of a job in front, a task is one of that job', async () => {
    const strange = { kind: 'task', accountId, jobId: 'on-small', taskId: 'one' } as const;
    const asked = await ask('task.terminate', [{ kind: 'job', accountId, jobId: 'on-big' }, strange], ['two']);
    assert.deepEqual(asked[0]?.[0], 'Tasks of job on-big');
    assert.deepEqual(acted.at(-1), 'on-big', 'the job of the chosen task is looked at');
  });

  test('with the page of a pool in front, jobs that use it stand first, and the account is not asked for', async () => {
    const strange = { kind: 'job', accountId, jobId: 'on-small' } as const;
    const asked = await ask('job.terminate', [big, strange], ['on-big']);
    assert.deepEqual(asked[0], ['Job of contoso', 'on-big', 'on-small']);
    assert.deepEqual(acted, ['on-big']);
  });

  test('with the page of a node in front, tasks that ran on it stand first', async () => {
    const front = { kind: 'node', accountId, poolId: 'big', nodeId: 'n1' } as const;
    const asked = await ask('task.terminate', [front], ['on-big', 'two']);
    assert.deepEqual(asked[0], ['Job of contoso', 'on-big', 'on-small']);
    assert.deepEqual(asked[1]?.slice(-2), ['two', 'one']);
  });

  test('the account is asked for where that of the page in front was removed', async () => {
    const asked = await ask('job.terminate', [{ kind: 'account', accountId: 'removed' }], ['contoso', 'on-big']);
    assert.deepEqual(asked[0], ['Batch account', 'contoso', 'fabrikam']);
    assert.deepEqual(acted, ['on-big']);
  });

  test('the boxes of a resize say which pool it is of', async () => {
    const asked = await ask('pool.resize', [big], ['Requeue'], '0');
    assert.deepEqual(
      asked.map(([title]) => title),
      ['Dedicated nodes of pool big', 'Spot (low-priority) nodes of pool big', 'Resize pool big'],
    );
  });

  test('the progress of a retry, which asks nothing, says which task it is', async () => {
    const titles: string[] = [];
    const account = makeAccount({});
    const watched = watchProgress((text) => titles.push(text));
    try {
      await listen(() => retry(account.services, [frame1]));
    } finally {
      watched.dispose();
      account.services.dispose();
    }
    assert.deepEqual(titles, ['Retrying task frame-1', 'The task runs again.']);
  });
});
