import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { actOnThese } from '../../src/app/actions/node/actOnNodes.ts';
import { run as rebootNodes } from '../../src/app/actions/node/reboot.ts';
import { retry } from '../../src/app/actions/task/retry.ts';
import { BatchError } from '../../src/core/model/batchError.ts';
import type { Task } from '../../src/core/model/task.ts';
import { accountId } from '../fakes/contoso.ts';
import { pagesOf } from '../fakes/fakeBatchService.ts';
import { failing, toRefusing } from './support/failedAccount.ts';
import { makeServices } from './support/makeServices.ts';

const gone = (code: string) => async (): Promise<never> => {
  throw new BatchError({ code, message: 'The specified thing does not exist.', status: 404 });
};
const failed: Task = { id: 'frame-1', state: 'completed', executionInfo: { exitCode: 1, result: 'failure' } };
const taskOf = (taskId: string) => ({ kind: 'task', accountId, jobId: 'frames', taskId }) as const;

suite('items that disappear between list and click', () => {
  test('A9-12 a missing node is reported in a sentence, and leaves the list', async () => {
    const services = makeServices({
      pools: { getPool: async () => ({ id: 'cpu' }) },
      nodes: { getNode: gone('NodeNotFound') },
    });
    const node = { kind: 'node', accountId, poolId: 'cpu', nodeId: 'tvm-1' };
    await assert.rejects(
      () => rebootNodes(services, [node]),
      (error: unknown) => BatchError.is(error) && error.message === 'tvm-1: Azure Batch has no such item.',
    );
    assert.ok(services.store.loaded.some((scope) => scope.kind === 'nodes' && scope.poolId === 'cpu'));
  });

  for (const [what, getNode, said] of [
    ['left its pool', gone('NodeNotFound'), /^1 more node has left its pool\.$/],
    ['could not be asked for', failing('InternalError', { status: 500 }), /^1 more node could not be read\.$/],
    ['may not be seen', failing('AuthorizationFailed', { status: 403 }), /^1 more node could not be read\.$/],
  ] as const) {
    test(`a node that is missing in the list of its pool is reported as gone only if it is gone: one that ${what}`, async () => {
      const services = makeServices({
        pools: { getPool: async () => ({ id: 'cpu' }) },
        nodes: { getNode, listNodes: () => pagesOf([]) },
      });
      const node = { kind: 'node', accountId, poolId: 'cpu', nodeId: 'tvm-1' } as const;
      await assert.rejects(
        actOnThese(services, [node], {
          title: 'Nodes',
          all: 'All nodes',
        }),
        (error: unknown) => BatchError.is(error) && said.test(error.message),
      );
    });
  }

  test('A9-12 a missing task is reported, and the action is carried out on the other tasks', async () => {
    const retried: string[] = [];
    const services = makeServices({
      jobs: { getJob: async () => ({ id: 'frames', state: 'active' }) },
      tasks: {
        getTask: async (_jobId, taskId) => (taskId === 'frame-1' ? failed : gone('TaskNotFound')()),
        listTasks: () => pagesOf([]),
        reactivateTask: async (_jobId, taskId) => void retried.push(taskId),
      },
      taskFiles: toRefusing('TaskFilesCleanedup'),
    });
    const { questions } = await services.ui.listen(() => retry(services, [taskOf('frame-1'), taskOf('frame-2')]));
    assert.match(questions[0]?.detail ?? '', /Not changed:\nframe-2: Azure Batch has no such item/);
    assert.deepEqual(retried, ['frame-1']);
    assert.ok(services.store.loaded.some((scope) => scope.kind === 'tasks' && scope.group === 'failed'));
  });
});
