import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { rebootNode } from '../../src/app/actions/node/reboot.ts';
import { enablePoolAutoscale } from '../../src/app/actions/pool/enablePoolAutoscale.ts';
import { followEffect } from '../../src/app/actions/run/followEffect.ts';
import type { AnyVerb } from '../../src/app/actions/verb/verb.ts';
import type { ComputeNode } from '../../src/core/model/computeNode.ts';
import type { Pool } from '../../src/core/model/pool.ts';
import type { Resource } from '../../src/core/model/resource.ts';
import { accountId } from '../fakes/contoso.ts';
import { type FakePorts, pagesOf } from '../fakes/fakeBatchService.ts';
import { failing } from './support/failedAccount.ts';
import { makeServices } from './support/makeServices.ts';

const at = '2026-11-20T08:30:00Z';

/** Follows an action whose effect doesn't occur, and returns the notifications. */
function follow(ports: FakePorts, { id, effect }: Pick<AnyVerb, 'id' | 'effect'>, things: readonly Resource[]) {
  const services = makeServices(ports);
  const items = things.map((resource) => ({ resource, before: { lastBootTime: at, stateTransitionTime: at } }));
  const plan = {
    version: 1,
    id: 'a',
    verb: id,
    choices: {},
    items,
    accounts: {},
    judgedAt: at,
    startedAt: at,
  } as const;
  const said = services.ui.untilSaid(/./);
  followEffect(
    services,
    { ...(effect && { effect }) },
    { plan, outcomes: things.map(() => ({ outcome: 'done', at })) },
  );
  return said;
}

suite('explanation of an action without effect', () => {
  test('a pool that does not follow its formula is named with the quota that prevents it', async () => {
    const pool: Pool = {
      id: 'genomics',
      enableAutoScale: true,
      allocationState: 'steady',
      autoScaleRun: { timestamp: '2026-11-20T08:31:00Z' },
      targetDedicatedNodes: 9,
      currentDedicatedNodes: 1,
      resizeErrors: [{ code: 'AccountCoreQuotaReached', message: 'The account has reached its quota of cores.' }],
    };
    const ports = { pools: { getPool: async () => pool, listPools: () => pagesOf([pool]) } };
    const said = await follow(ports, enablePoolAutoscale as unknown as AnyVerb, [
      { kind: 'pool', accountId, poolId: 'genomics' },
    ]);
    assert.match(said, /^Pool genomics isn't following its autoscale formula\. The reason is: .*quota.*\.$/);
  });

  test('a node that did not come back is named with its problem, and several nodes with the reason that they share', async () => {
    const nodes: readonly ComputeNode[] = ['tvm-1', 'tvm-2'].map((id) => ({
      id,
      state: 'starttaskfailed',
      lastBootTime: '2026-11-20T08:31:00Z',
      stateTransitionTime: '2026-11-20T08:32:00Z',
      startTaskInfo: { state: 'completed', exitCode: 3, result: 'failure' },
    }));
    const ports: FakePorts = {
      pools: { getPool: async () => ({ id: 'cpu', startTask: { commandLine: 'false' } }) },
      nodes: {
        listNodes: () => pagesOf(nodes),
        getNode: async (_poolId, nodeId) => nodes.find(({ id }) => id === nodeId) ?? assert.fail(nodeId),
      },
      nodeFiles: {
        listFiles: () => pagesOf([]),
        getFileProperties: failing('FileNotFound'),
        readFile: failing('FileNotFound'),
      },
    };
    const toNode = (nodeId: string): Resource => ({ kind: 'node', accountId, poolId: 'cpu', nodeId });
    const verb = rebootNode as unknown as AnyVerb;
    assert.match(
      await follow(ports, verb, [toNode('tvm-1')]),
      /^Node tvm-1, which you rebooted, is back, but its start task failed\. The reason is: .*start task.*\.$/i,
    );
    assert.match(
      await follow(ports, verb, ['tvm-1', 'tvm-2'].map(toNode)),
      /2 of 2\. One of the reasons is: .*start task.*\.$/i,
    );
  });
});
