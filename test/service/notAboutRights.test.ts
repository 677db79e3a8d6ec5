import assert from 'node:assert/strict';
import { explainServiceError } from '../../src/core/diagnosis/explainServiceError.ts';
import { BatchError } from '../../src/core/model/batchError.ts';
import type { BatchService } from '../../src/service/ports.ts';
import { addPool, collect, type SimulatedAccount, testBothVersions } from './simulated.ts';
import { toSource } from './simulatedTokens.ts';

async function errorOf(call: Promise<unknown>): Promise<BatchError> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(BatchError.is(error), String(error));
  return error;
}

/** Connects to the account by its key, and by a sign-in. */
function openBothWays({ service, account, simulator, connect }: SimulatedAccount): readonly BatchService[] {
  const credential = { kind: 'token', source: toSource(simulator) } as const;
  return [service, connect({ account: { ...account, authentication: 'microsoft' }, credential })];
}

/** Asserts that the error of a refusal that isn't about rights mentions neither roles nor a sign-in. */
function assertNotAboutRights(error: BatchError, service: BatchService, status = 403): void {
  assert.equal(error.status, status);
  assert.deepEqual([error.wayIn, error.missing, service.rights.missing], [undefined, undefined, []]);
  const { category, fixes, remedies } = explainServiceError({
    ...error,
    message: error.message,
    values: error.details,
  });
  assert.notEqual(category, 'permission');
  assert.deepEqual(remedies, []);
  assert.doesNotMatch([error.message, ...fixes.map(({ text }) => text)].join('\n'), /role|permission|Sign in again/i);
}

const pool = {
  id: 'in-network',
  vmSize: 'standard_d2_v2',
  virtualMachineConfiguration: {
    imageReference: { publisher: 'canonical', offer: '0001-com-ubuntu-server-jammy', sku: '22_04-lts' },
    nodeAgentSKUId: 'batch.node.ubuntu 22.04',
  },
  networkConfiguration: { subnetId: '/subscriptions/s/virtualNetworks/v/subnets/n' },
};

testBothVersions(
  'a pool in a virtual network that a key may not create is refused with the reason',
  async ({ service }) => {
    const error = await errorOf(service.pools.addPool(pool));
    assert.match(
      error.message,
      /^Azure Batch does not allow this: Property subnetId is not enabled for current account/,
    );
    assertNotAboutRights(error, service);
  },
);

testBothVersions(
  'a property that is not enabled for the account is reported as such, by key and by sign-in',
  async (world) => {
    const values = [{ key: 'Reason', value: 'Property subnetId is not enabled for current account' }];
    const body = JSON.stringify({ code: 'Forbidden', message: { value: 'Not allowed for the credentials.' }, values });
    world.simulator.addFault({ operation: 'Pool_Add', status: 403, body });
    for (const service of openBothWays(world)) {
      const error = await errorOf(service.pools.addPool(pool));
      assert.match(error.message, /: Property subnetId is not enabled for current account$/);
      assertNotAboutRights(error, service);
    }
  },
);

testBothVersions(
  'an upload that the node agent does not support is reported as such, by key and by sign-in',
  async (world) => {
    await addPool(world, 'pool');
    const message = { value: 'The current operation is not supported by the node.' };
    const body = JSON.stringify({ code: 'TVMCurrentOperationUnsupported', message });
    world.simulator.addFault({ operation: 'ComputeNode_UploadBatchServiceLogs', status: 403, body });
    for (const service of openBothWays(world)) {
      const [node] = await collect(service.nodes.listNodes('pool'));
      const upload = { containerUrl: 'https://logs.example.net/c?sig=x', startTime: '2026-11-20T00:00:00Z' };
      const error = await errorOf(service.nodes.uploadLogs('pool', node?.id ?? '', upload));
      assert.equal(error.message, message.value);
      assertNotAboutRights(error, service);
    }
  },
);

for (const status of [401, 403]) {
  testBothVersions(
    `a page of a proxy with status ${status} is reported as such, by key and by sign-in`,
    async (world) => {
      await addPool(world, 'pool');
      const body = '<!DOCTYPE html><html><body>Blocked by policy</body></html>';
      world.simulator.addFault({ operation: 'Pool_Get', times: 4, status, body });
      for (const service of openBothWays(world)) {
        const error = await errorOf(service.pools.getPool('pool'));
        assert.match(error.message, /didn't come from Azure Batch.*proxy/);
        assertNotAboutRights(error, service, status);
      }
    },
  );
}
