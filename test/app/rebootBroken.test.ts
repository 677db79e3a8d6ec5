import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { run as actOnNodes } from '../../src/app/actions/failures/actOnNodes.ts';
import { actOnThese } from '../../src/app/actions/node/actOnNodes.ts';
import { nodeNoun } from '../../src/app/actions/node/nodes.ts';
import { rebootNode } from '../../src/app/actions/node/reboot.ts';
import { run as rebootBroken } from '../../src/app/actions/pool/rebootBroken.ts';
import { followEffect } from '../../src/app/actions/run/followEffect.ts';
import type { Cause } from '../../src/core/diagnosis/causes/causes.ts';
import type { ComputeNode } from '../../src/core/model/computeNode.ts';
import type { Job } from '../../src/core/model/job.ts';
import { accountId } from '../fakes/contoso.ts';
import { pagesOf } from '../fakes/fakeBatchService.ts';
import type { Said } from '../fakes/fakeUi.ts';
import { failing } from './support/failedAccount.ts';
import { makeServices, type TestServices } from './support/makeServices.ts';

const nodes: readonly ComputeNode[] = [
  { id: 'tvm-1', state: 'idle' },
  { id: 'tvm-2', state: 'starttaskfailed' },
  { id: 'tvm-3', state: 'idle', errors: [{ code: 'DiskFull' }] },
  { id: 'tvm-4', state: 'rebooting' },
];

const prepared: Job = { id: 'frames', poolInfo: { poolId: 'cpu' }, jobPreparationTask: { commandLine: 'true' } };

suite('actions on nodes chosen by their problem', () => {
  let services: TestServices;
  let rebooted: string[];

  const run = (found: readonly ComputeNode[]): Promise<Said> => {
    rebooted = [];
    services = makeServices({
      pools: { getPool: async () => ({ id: 'cpu', currentDedicatedNodes: 4, startTask: { commandLine: 'true' } }) },
      jobs: { listJobs: () => pagesOf([prepared]) },
      nodes: {
        async *listNodes() {
          yield found;
        },
        getNode: async (_poolId, nodeId) => nodes.find(({ id }) => id === nodeId) ?? assert.fail(nodeId),
        rebootNode: async (_poolId, nodeId) => void rebooted.push(nodeId),
      },
    });
    const pool = { kind: 'pool', accountId, poolId: 'cpu' };
    return services.ui.listen(() => rebootBroken(services, [pool]), { rows: 'Requeue' });
  };

  /** Returns a cause that affected these nodes. */
  const toCause = (...nodeIds: readonly string[]): Cause =>
    ({
      accountId,
      cluster: { fingerprint: 'v1:full', title: 'The disk is full' },
      failures: nodeIds.map((nodeId) => ({
        failing: { kind: 'node', resource: { kind: 'node', accountId, poolId: 'cpu', nodeId }, node: { id: nodeId } },
      })),
      isComplete: true,
    }) as unknown as Cause;

  test('every node with a problem is rebooted after confirmation, and no other', async () => {
    const { questions } = await run(nodes);
    assert.match(questions[0]?.message ?? '', /2 nodes/);
    assert.match(questions[0]?.detail ?? '', /^The start task runs again\.$/m);
    assert.match(
      questions[0]?.detail ?? '',
      /jobs run their job preparation tasks again before their next task there: frames\.$/m,
    );
    assert.deepEqual(rebooted.sort(), ['tvm-2', 'tvm-3']);
  });

  test('a thousand rebooted nodes are followed with one list, without a request for each', async () => {
    const all = Array.from({ length: 1000 }, (_, index) => `tvm-${index}`);
    let looks = 0;
    services = makeServices({
      nodes: {
        listNodes: () => {
          looks += 1;
          return pagesOf(all.map((id) => ({ id, state: 'idle', lastBootTime: '2026-11-20T09:00:00Z' })));
        },
        getNode: async (_poolId, nodeId) => assert.fail(nodeId),
      },
    });
    const items = all.map((id) =>
      nodeNoun.toItem(
        { kind: 'node', accountId, poolId: 'cpu', nodeId: id },
        { id, state: 'idle', lastBootTime: '2026-11-20T08:00:00Z' },
      ),
    );
    const at = '2026-11-20T08:30:00Z';
    const plan = {
      version: 1,
      id: 'a',
      verb: rebootNode.id,
      choices: {},
      items,
      accounts: {},
      judgedAt: at,
      startedAt: at,
    } as const;
    const told = services.ui.untilSaid(/back/);
    followEffect(services, rebootNode, { plan, outcomes: all.map(() => ({ outcome: 'done', at })) });
    assert.equal(await told, 'All 1,000 nodes that you rebooted are back.');
    assert.equal(looks, 1);
  });

  test('the remaining nodes of a cause are acted on together', async () => {
    rebooted = [];
    services = makeServices({
      pools: { getPool: async () => ({ id: 'cpu', currentDedicatedNodes: 4 }) },
      jobs: { listJobs: () => pagesOf([prepared]) },
      nodes: {
        listNodes: () => pagesOf(nodes),
        getNode: async (_poolId, nodeId) => nodes.find(({ id }) => id === nodeId) ?? failing('NodeNotFound')(),
        rebootNode: async (_poolId, nodeId) => void rebooted.push(nodeId),
      },
    });
    const causes = [toCause('tvm-1', 'tvm-3', 'tvm-9')];
    const ofAccount = async () => ({ causes, read: 0, total: 0, isComplete: true });
    const given = { ...services, causes: { ...services.causes, ofAccount } };
    const target = { resource: { kind: 'account', accountId }, document: 'cause', fingerprint: 'v1:full' };
    const rows = ['All affected nodes', 'Reboot', 'Requeue'];
    const { questions, asked } = await services.ui.listen(() => actOnNodes(given, [target]), { rows });
    assert.equal(asked[0]?.title, 'The disk is full');
    assert.deepEqual(
      asked[0].rows.map(({ label, description }) => `${label}: ${description}`),
      ['Need attention: 1', 'Idle: 2', 'All affected nodes: 2'],
    );
    assert.match(questions[0]?.message ?? '', /2 nodes/);
    assert.deepEqual(rebooted.sort(), ['tvm-1', 'tvm-3']);
  });

  test('a command runs on the chosen nodes in a front end with terminals', async () => {
    const services = makeServices({
      pools: {
        getPool: async () => ({
          id: 'cpu',
          virtualMachineConfiguration: { nodeAgentSKUId: 'batch.node.ubuntu 22.04' },
        }),
      },
      nodes: { listNodes: () => pagesOf(nodes.slice(0, 1)) },
    });
    const node = { kind: 'node', accountId, poolId: 'cpu', nodeId: 'tvm-1' } as const;
    const act = () => actOnThese(services, [node], { title: 'Nodes', all: 'All nodes' });
    await services.ui.listen(act, { rows: ['Idle', 'All nodes', 'Run Command'] });
    assert.deepEqual(services.ui.ran, [['azureBatch.node.runCommand', [node]]]);
  });

  test('a pool without broken nodes is reported as such', async () => {
    await assert.rejects(() => run(nodes.slice(0, 1)), /No nodes in this pool need attention\./);
  });
});
