import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { run as openReport } from '../../src/app/actions/bulk/openReport.ts';
import { run as takeOffline } from '../../src/app/actions/node/disableScheduling.ts';
import { BatchError } from '../../src/core/model/batchError.ts';
import type { ComputeNode } from '../../src/core/model/computeNode.ts';
import { accountId } from '../fakes/contoso.ts';
import { pagesOf } from '../fakes/fakeBatchService.ts';
import type { Said } from '../fakes/fakeUi.ts';
import { makeServices, type TestServices } from './support/makeServices.ts';

const poolId = 'cpu';
const nodes: readonly ComputeNode[] = ['tvm-1', 'tvm-2', 'tvm-3'].map((id) => ({
  id,
  state: 'running',
  schedulingState: 'enabled',
  runningTasksCount: 1,
}));

suite('taking nodes offline', () => {
  let sent: string[];

  const makeNodes = (): TestServices => {
    sent = [];
    return makeServices({
      pools: { getPool: async () => ({ id: poolId, currentDedicatedNodes: nodes.length }) },
      nodes: {
        listNodes: () => pagesOf(nodes),
        getNode: async (_poolId, nodeId) => nodes.find(({ id }) => id === nodeId) ?? assert.fail(nodeId),
        disableScheduling: async (_poolId, nodeId, option) => void sent.push(`${nodeId} ${option}`),
      },
    });
  };

  function take(services: TestServices, count: number, rows: string): Promise<Said> {
    const things = nodes.slice(0, count).map(({ id }) => ({ kind: 'node', accountId, poolId, nodeId: id }));
    return services.ui.listen(() => takeOffline(services, [things[0], things]), { rows, type: () => poolId });
  }

  test('waiting for tasks needs no second answer unless the pool is left without a node', async () => {
    const services = makeNodes();
    const two = await take(services, 2, 'Task completion');
    assert.deepEqual(two.questions, []);
    assert.deepEqual(sent, ['tvm-1 taskcompletion', 'tvm-2 taskcompletion']);
    const all = await take(services, 3, 'Task completion');
    assert.match(all.questions[0]?.detail ?? '', /No other node in pool cpu is accepting tasks now/);
  });

  test('interrupting tasks needs a second answer', async () => {
    const { questions } = await take(makeNodes(), 2, 'Requeue');
    assert.match(questions[0]?.message ?? '', /^Take 2 nodes offline\?$/);
    assert.deepEqual(sent, ['tvm-1 requeue', 'tvm-2 requeue']);
  });

  test('if a report cannot be opened, an error is shown', async () => {
    const services = makeNodes();
    await take(services, 2, 'Task completion');
    const [kept] = await services.bulks.list();
    const code = 'InvalidInput';
    services.ui.open = async () => Promise.reject(new BatchError({ code, message: 'The document is gone.' }));
    await assert.rejects(async () => openReport(services, [kept?.record.plan.id]), { code });
  });
});
