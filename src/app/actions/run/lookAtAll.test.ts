import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FakePorts, fakeBatchService, page, pagesOf } from '../../../../test/fakes/fakeBatchService.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import type { NodeResource, Resource, TaskResource } from '../../../core/model/resource.ts';
import { lookAtAll } from './lookAtAll.ts';

const nodesOf = (count: number, poolId = 'cpu'): NodeResource[] =>
  Array.from({ length: count }, (_, index) => ({ kind: 'node', accountId: 'a', poolId, nodeId: `tvm-${index}` }));
const tasksOf = (count: number): TaskResource[] =>
  Array.from({ length: count }, (_, index) => ({ kind: 'task', accountId: 'a', jobId: 'frames', taskId: `${index}` }));
const gone = async () => {
  throw new BatchError({ code: 'NodeNotFound', message: 'It is gone.', status: 404 });
};

/** Returns the reported items by the end of their IDs, and the requests needed for that. */
async function look(ports: FakePorts, resources: readonly Resource[]) {
  const calls: string[] = [];
  const listed =
    <T>(list: (() => T) | undefined) =>
    () => {
      calls.push('list');
      return list?.() ?? assert.fail('nothing is listed');
    };
  const told = (get: ((owner: string, id: string) => Promise<object>) | undefined) => (owner: string, id: string) => {
    calls.push('get');
    return get?.(owner, id) ?? Promise.resolve({ id });
  };
  const service = fakeBatchService({
    nodes: { listNodes: listed(ports.nodes?.listNodes as never), getNode: told(ports.nodes?.getNode) as never },
    tasks: { listTasks: listed(ports.tasks?.listTasks as never), getTask: told(ports.tasks?.getTask) as never },
  });
  const found: string[] = [];
  const failed: string[] = [];
  await lookAtAll(async () => service, resources, {
    onFound: (_resource, now) => found.push(now === undefined ? 'gone' : 'there'),
    onFailed: (_resource, { message }) => failed.push(message),
  });
  const count = (word: string): number => [...calls, ...found].filter((one) => one === word).length;
  return { list: count('list'), get: count('get'), there: count('there'), gone: count('gone'), failed };
}

test('a thousand nodes of a pool take one request, and a few are requested one by one', async () => {
  const members = Array.from({ length: 1000 }, (_, index) => ({ id: `tvm-${index}` }));
  const nodes = { listNodes: () => pagesOf(members.slice(1)) };
  assert.deepEqual(await look({ nodes }, nodesOf(1000)), { list: 1, get: 0, there: 999, gone: 1, failed: [] });
  assert.deepEqual(await look({}, nodesOf(9)), { list: 0, get: 9, there: 9, gone: 0, failed: [] });
  // Listing many pools is not worthwhile for one node of each.
  const apart = Array.from({ length: 30 }, (_, index) => nodesOf(1, `pool-${index}`)).flat();
  assert.deepEqual(await look({}, apart), { list: 0, get: 30, there: 30, gone: 0, failed: [] });
});

test('a very long list is abandoned, and the remaining items are requested one by one', async () => {
  const tasks = {
    async *listTasks() {
      yield page(
        tasksOf(10).map(({ taskId: id }) => ({ id })),
        false,
      );
      for (let index = 0; index < 100; index += 1) yield page([{ id: `another-${index}` }], false);
    },
    getTask: async (_jobId: string, id: string) => (id === '11' ? gone() : { id }),
  };
  assert.deepEqual(await look({ tasks: tasks as never }, tasksOf(12)), {
    list: 1,
    get: 2,
    there: 11,
    gone: 1,
    failed: [],
  });
});

test('an unreadable list is an error for each item, and items of a deleted pool are gone', async () => {
  const busy = { listNodes: () => assert.fail() };
  Object.assign(busy, {
    // biome-ignore lint/correctness/useYield: it fails before there is anything
    async *listNodes() {
      throw new BatchError({ code: 'ServerBusy', message: 'The service is busy.', status: 503 });
    },
  });
  const { failed, there } = await look({ nodes: busy }, nodesOf(12));
  assert.deepEqual([failed.length, new Set(failed).size, there], [12, 1, 0]);
  Object.assign(busy, {
    // biome-ignore lint/correctness/useYield: it fails before there is anything
    async *listNodes() {
      await gone();
    },
  });
  assert.equal((await look({ nodes: busy }, nodesOf(12))).gone, 12);
});
