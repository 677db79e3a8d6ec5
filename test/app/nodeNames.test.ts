import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { drawReport } from '../../src/app/actions/bulk/report.ts';
import { run as rebootNodes } from '../../src/app/actions/node/reboot.ts';
import { toReportTarget } from '../../src/app/actions/run/reportTarget.ts';
import { BatchError } from '../../src/core/model/batchError.ts';
import type { ComputeNode } from '../../src/core/model/computeNode.ts';
import { snapshot } from '../builders/snapshot.ts';
import { accountId } from '../fakes/contoso.ts';
import { pagesOf } from '../fakes/fakeBatchService.ts';
import type { Said } from '../fakes/fakeUi.ts';
import { makeServices, type TestServices } from './support/makeServices.ts';

const poolId = 'cpu';
const nodeIds = ['1a2b3c4d', 'ffee0011', '00aa00aa'].map((start) => `tvmps_${start.repeat(8)}_d`);
const [, second = '', third = ''] = nodeIds;
const nodes: readonly ComputeNode[] = nodeIds.map((id, index) => ({
  id,
  state: id === third ? 'rebooting' : 'idle',
  allocationTime: `2026-11-20T0${index + 1}:00:00Z`,
}));

suite('names of nodes', () => {
  const makeNodes = (): TestServices =>
    makeServices({
      pools: { getPool: async () => ({ id: poolId, currentDedicatedNodes: 9 }) },
      jobs: { listJobs: () => pagesOf([]) },
      nodes: {
        getNode: async (_pool, nodeId) => nodes.find(({ id }) => id === nodeId) ?? assert.fail(nodeId),
        rebootNode: async (_pool, nodeId) => {
          if (nodeId === second)
            throw new BatchError({ code: 'InvalidPropertyValue', message: 'The property is not valid.', status: 400 });
        },
      },
    });

  function reboot(services: TestServices): Promise<Said> {
    const things = nodeIds.map((nodeId) => ({ kind: 'node', accountId, poolId, nodeId }));
    return services.ui.listen(() => rebootNodes(services, [things[0], things]), { rows: 'Task completion' });
  }

  test('questions, refusals, results and reports use the names that nodes have in the explorer, with their IDs', async () => {
    const services = makeNodes();
    services.store.snapshot = snapshot(services.store.account).with({ kind: 'nodes', poolId }, nodes).build();
    const said = await reboot(services);
    const question = said.questions[0]?.detail ?? '';
    assert.match(
      question,
      /^node 1 \(tvmps_1a2b3c4d…\), pool cpu, account contoso\nnode 2 \(tvmps_ffee0011…\), pool cpu/,
    );
    assert.match(question, /^Node 3 \(tvmps_00aa00aa…\): The node is in the state “rebooting”/m);
    assert.match(said.warnings[0] ?? '', /Node 2 \(tvmps_ffee0011…\): The property is not valid\./);

    const [kept] = await services.bulks.list();
    const report = (await drawReport(services, toReportTarget((kept ?? assert.fail()).record.plan))).text;
    assert.match(report, /## 1 failed\n\n.*\n {2}- Pool \S+ \(1\): node 2 \(tvmps\\?_ffee0011…\)$/m);
    assert.match(report, /## 1 done\n\n.*\n {2}- Pool \S+ \(1\): node 1 \(tvmps\\?_1a2b3c4d…\)$/m);
  });

  test('nodes that the explorer has not loaded are shown by ID', async () => {
    const services = makeNodes();
    const said = await reboot(services);
    assert.match(said.questions[0]?.detail ?? '', /^tvmps_1a2b3c4d…, pool cpu, account contoso\n/);
  });
});
