import assert from 'node:assert/strict';
import { explainNode } from '../../src/core/diagnosis/explainNode.ts';
import type { ComputeNode } from '../../src/core/model/computeNode.ts';
import { BatchServer, text } from '../fakes/batchServer.ts';
import { addJob, addPool, collect, type SimulatedAccount, testBothVersions } from './simulated.ts';

/** Adds a pool with one idle node, and returns the node. */
async function addNode(world: SimulatedAccount): Promise<ComputeNode> {
  await addPool(world, 'pool');
  const [node] = await collect(world.service.nodes.listNodes('pool'));
  assert.ok(node);
  return node;
}

testBothVersions('a single node has the same data as in its list', async (world) => {
  const node = await addNode(world);
  assert.equal(node.state, 'idle');
  assert.deepEqual(await world.service.nodes.getNode('pool', node.id), node);
});

testBothVersions('a reboot requeues the running tasks of the node', async (world) => {
  const { service, clock } = world;
  const { id } = await addNode(world);
  await addJob(world, 'job', 'pool', ['sleep']);
  await service.nodes.rebootNode('pool', id, 'requeue');
  assert.equal((await service.nodes.getNode('pool', id)).state, 'rebooting');
  assert.equal((await service.tasks.getTask('job', 'sleep')).state, 'active');
  await clock.advance(60_000);
  assert.equal((await service.tasks.getTask('job', 'sleep')).state, 'running');
});

testBothVersions('a refused reimage is reported with its reason', async (world) => {
  const { service, version } = world;
  const { id } = await addNode(world);
  const reimage = service.nodes.reimageNode('pool', id, 'requeue');
  if (version === '2025-06-01') await reimage;
  else await assert.rejects(reimage, { code: 'OperationNotValidOnNode', status: 409 });
});

testBothVersions('a node is taken offline and brought back', async (world) => {
  const { service } = world;
  const { id } = await addNode(world);
  await service.nodes.disableScheduling('pool', id, 'taskcompletion');
  assert.equal((await service.nodes.getNode('pool', id)).schedulingState, 'disabled');
  await service.nodes.enableScheduling('pool', id);
  const returning = await service.nodes.getNode('pool', id);
  assert.deepEqual([returning.state, returning.schedulingState], ['offline', 'enabled']);
  assert.match(explainNode({ node: returning }).title, /is coming online$/);
  await world.clock.advance(1_000);
  assert.equal((await service.nodes.getNode('pool', id)).state, 'idle');
});

testBothVersions(
  "a failed start task is explained as the node ran it, whatever the pool's current start task is",
  async (world) => {
    const { clock, service } = world;
    const waitForSuccess = true;
    await addPool(world, 'pool', 0);
    await service.pools.patchPool('pool', { startTask: { commandLine: 'fail old.sh', waitForSuccess } });
    await service.pools.resizePool('pool', { targetDedicatedNodes: 1, targetLowPriorityNodes: 0 });
    await clock.advance(600_000);
    const explain = async () => {
      const [listed] = await collect(service.nodes.listNodes('pool'));
      assert.ok(listed);
      const [node, pool] = await Promise.all([service.nodes.getNode('pool', listed.id), service.pools.getPool('pool')]);
      return { node, ...explainNode({ node, pool }) };
    };
    const before = await explain();
    assert.equal(before.node.state, 'starttaskfailed');
    assert.doesNotMatch(before.cause, /has changed/);
    await service.pools.patchPool('pool', { startTask: { commandLine: 'succeed new.sh', waitForSuccess } });
    const after = await explain();
    assert.match(after.cause, /The pool's start task has changed since this node started/);
    assert.deepEqual(
      after.evidence.filter(({ source }) => source?.startsWith('startTask')).map(({ text }) => text),
      ['fail old.sh', 'The pool has this start task now: succeed new.sh'],
    );
    assert.match(
      after.fixes.map(({ text }) => text).join('\n'),
      /^Reboot the node so that it runs the pool's current/m,
    );
    await service.nodes.rebootNode('pool', after.node.id, 'requeue');
    await clock.advance(60_000);
    assert.equal((await explain()).node.startTask?.commandLine, 'succeed new.sh');
  },
);

testBothVersions('a user is added once, updated and removed', async (world) => {
  const { service } = world;
  const { id } = await addNode(world);
  const user = { name: 'ada', password: 'Cor-rect-horse-9', isAdmin: true, expiryTime: '2026-11-21T09:00:00Z' };
  await service.nodes.addUser('pool', id, user);
  await assert.rejects(service.nodes.addUser('pool', id, user), { code: 'NodeUserExists' });
  await service.nodes.updateUser('pool', id, { ...user, password: 'Bat-tery-staple-9' });
  await service.nodes.removeUser('pool', id, 'ada');
  await assert.rejects(service.nodes.removeUser('pool', id, 'ada'), { code: 'NodeUserNotFound' });
});

testBothVersions('the remote login address of a node, or the reason why it has none, is returned', async (world) => {
  const { service, version } = world;
  const { id } = await addNode(world);
  const asked = service.nodes.getRemoteLoginSettings('pool', id);
  if (version === '2025-06-01') {
    // Pools of this API version map no port for remote login by default.
    await assert.rejects(asked, { code: 'OperationNotValidOnNode' });
    return;
  }
  const { remoteLoginIPAddress, remoteLoginPort } = await asked;
  assert.match(remoteLoginIPAddress, /^[\d.]+$/);
  assert.ok(remoteLoginPort > 0);
});

testBothVersions('a missing node is reported', async (world) => {
  await addPool(world, 'pool', 0);
  await assert.rejects(world.service.nodes.getNode('pool', 'tvmps_none_d'), { code: 'NodeNotFound' });
});

testBothVersions('a node is deallocated and restarted if the service supports that', async (world) => {
  const { service, clock, version } = world;
  const { id } = await addNode(world);
  const deallocation = service.nodes.deallocateNode('pool', id, 'terminate');
  if (version !== '2025-06-01') {
    await assert.rejects(deallocation, { code: 'NeedsNewerVersion' });
    return;
  }
  await deallocation;
  await clock.advance(600_000);
  assert.equal((await service.nodes.getNode('pool', id)).state, 'deallocated');
  await service.nodes.startNode('pool', id);
  await clock.advance(600_000);
  assert.equal((await service.nodes.getNode('pool', id)).state, 'idle');
});

testBothVersions('the logs of a node agent are sent to a container', async (world) => {
  await using storage = await BatchServer.start(text(201));
  const { id } = await addNode(world);
  const containerUrl = `${storage.url}/logs?sv=1&sig=s3cr3t`;
  const upload = { containerUrl, startTime: '2026-11-20T08:00:00Z' };
  const { virtualDirectoryName, numberOfFilesUploaded } = await world.service.nodes.uploadLogs('pool', id, upload);
  assert.match(virtualDirectoryName, new RegExp(id));
  assert.ok(numberOfFilesUploaded > 0);
  assert.doesNotMatch(JSON.stringify(world.attempts), /s3cr3t/);
});
