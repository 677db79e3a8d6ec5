import assert from 'node:assert/strict';
import { gatherNode } from '../../src/app/evidence/nodeEvidence.ts';
import { readFirstPage } from '../../src/app/evidence/readPages.ts';
import { readTaskLogs } from '../../src/app/evidence/readTaskLogs.ts';
import { gatherTask } from '../../src/app/evidence/taskEvidence.ts';
import { explainTask } from '../../src/core/diagnosis/explainTask.ts';
import type { Fault } from '../../src/simulator/http/fault.ts';
import { snapshot } from '../builders/snapshot.ts';
import { sources } from '../fakes/sources.ts';
import { addJob, addPool, type SimulatedAccount, testBothVersions } from './simulated.ts';

const resource = { kind: 'task', accountId: 'a', jobId: 'job', taskId: 'fail' } as const;

/** Returns all texts about the failed task: cause, steps and missing data. */
async function explain({ service, clock }: SimulatedAccount): Promise<string> {
  const reader = {
    read: async (_store: unknown, _resource: unknown, task: Parameters<typeof readTaskLogs>[2]) => ({
      resource,
      task,
      ...(await readTaskLogs(service, resource, task)),
    }),
  };
  const store = { service, snapshot: snapshot().build() };
  const { evidence, missing } = await gatherTask(store, resource, reader, new Date(clock.now()));
  const { cause, fixes } = explainTask(evidence);
  return [cause, ...fixes.map(({ text }) => text), ...missing.map(({ text }) => text)].join('\n');
}

const refused = JSON.stringify({ code: 'AuthorizationPermissionMismatch', message: { value: 'You may not.' } });

const page = '<!DOCTYPE html><html><head><title>Blocked</title></head><body>Blocked by policy</body></html>';

/** Possible faults of a request, and the expected description of the item. */
const faults: readonly (readonly [string, Omit<Fault, 'operation'>, RegExp])[] = [
  ['a refusal', { status: 403, body: refused }, /^You are not allowed to read /],
  ['a failure of the service', { status: 500 }, /can't be read now\./],
  ['nonsense', { status: 200, body: '{"odata' }, /can't be read now\./],
  ['the page of a proxy', { effect: 'loginPage' }, /can't be read now\./],
  ['a 404 of something else', { status: 404, body: '<html>Not found</html>' }, /can't be read now\./],
  ['a refusal by a proxy', { status: 403, body: page }, /can't be read now\./],
  ['a proxy that asks who it is', { status: 401, body: page }, /can't be read now\./],
  ['a connection that was reset', { effect: 'resetBefore' }, /can't be read now\./],
];
const lines = (text: string, word: string): readonly string[] => text.split('\n').filter((line) => line.includes(word));

for (const [what, fault, said] of faults) {
  testBothVersions(`neither a node nor its logs are reported as gone after ${what}`, async (world) => {
    await addPool(world, 'pool');
    await addJob(world, 'job', 'pool', ['fail']);
    const { nodeInfo } = await world.service.tasks.getTask('job', 'fail');
    world.simulator.addFault({ operation: 'ComputeNode_Get', ...fault });
    const text = await explain(world);
    const [ofNode = ''] = lines(text, nodeInfo?.nodeId ?? '?');
    assert.match(ofNode.replace(/ node \S+/, ''), said);
    assert.match(text, /no such file: input\.txt/, 'the log was read');
    assert.doesNotMatch(text, /\bgone\b|no longer|left the pool/);
  });

  // With a request ID of the service, any content is taken for the file.
  if (fault.status === 200 || fault.effect === 'loginPage') continue;
  testBothVersions(
    `logs are not reported as gone after ${what}, with advice to read them before another run`,
    async (world) => {
      await addPool(world, 'pool');
      await addJob(world, 'job', 'pool', ['fail']);
      world.simulator.addFault({ operation: 'File_GetFromTask', ...fault });
      const text = await explain(world);
      for (const name of ['stderr.txt', 'stdout.txt'])
        assert.ok(
          lines(text, name).some((line) => said.test(line)),
          text,
        );
      assert.match(text, /Another run overwrites them\./);
      assert.doesNotMatch(text, /\bgone\b|no longer/);
    },
  );
}

for (const status of [401, 403]) {
  testBothVersions(`a proxy that answers with ${status} is blamed, instead of rights or keys`, async (world) => {
    await addPool(world, 'pool');
    await addJob(world, 'job', 'pool', ['fail']);
    for (const operation of ['File_ListFromTask', 'File_GetFromTask', 'ComputeNode_Get'])
      world.simulator.addFault({ operation, status, body: page });
    const text = await explain(world);
    assert.match(text, /didn't come from Azure Batch/);
    assert.match(text, /^Check the network and the proxy settings of this computer\./m);
    assert.doesNotMatch(text, /allowed|permission|\bkeys?\b|role|sign in/i);
  });
}

testBothVersions('a node that left its pool is reported as gone, and so are its logs', async (world) => {
  await addPool(world, 'pool');
  await addJob(world, 'job', 'pool', ['fail']);
  const { nodeInfo } = await world.service.tasks.getTask('job', 'fail');
  await world.service.pools.removeNodes('pool', [nodeInfo?.nodeId ?? ''], 'requeue');
  await world.clock.advance(600_000);
  const text = await explain(world);
  assert.ok(text.includes(`Node ${nodeInfo?.nodeId} has left the pool.`), text);
  assert.match(text, /stderr\.txt is gone: its node has left the pool/);
  assert.match(text, /Its logs are gone, so the exit code is all there is to go by\./);
  assert.match(text, /can no longer be read/);
});

testBothVersions('a node is read although the logs of its start task may not be', async (world) => {
  await addPool(world, 'pool');
  const [node] = await readFirstPage(world.service.nodes.listNodes('pool'));
  const nodeId = node?.id ?? assert.fail('there is no node');
  for (const operation of ['File_GetPropertiesFromComputeNode', 'File_GetFromComputeNode'])
    world.simulator.addFault({ operation, status: 403, body: refused });
  const place = { kind: 'node', accountId: 'a', poolId: 'pool', nodeId } as const;
  const { evidence, logs } = await gatherNode(world, place, sources, new Date(world.clock.now()));
  assert.deepEqual([evidence.node.id, logs], [nodeId, []]);
});
