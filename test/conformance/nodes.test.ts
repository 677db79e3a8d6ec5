import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BatchServiceModels } from '@azure/batch';
import { jobOn, poolWithNodes, refuses, taskIn } from './account.ts';
import { oldVersion } from './rawClient.ts';
import { useAccount } from './useAccount.ts';

const account = useAccount();

async function oneNode(poolId: string): Promise<BatchServiceModels.ComputeNode & { readonly id: string }> {
  const [node] = await account.client.computeNode.list(poolId);
  assert.ok(node?.id);
  return { ...node, id: node.id };
}

function nodeIn(poolId: string, nodeId: string, state: string): Promise<BatchServiceModels.ComputeNode> {
  return account.until(`node ${state}`, async () => {
    const node = await account.client.computeNode.get(poolId, nodeId);
    return node.state === state ? node : undefined;
  });
}

/** Starts a task that runs until it is ended, and resolves when it is running. */
async function longTask(poolId: string, jobId: string, taskId: string): Promise<void> {
  await account.client.task.add(jobId, { id: taskId, commandLine: '/bin/sleep 600' });
  await taskIn(account, jobId, taskId, 'running');
  assert.equal((await oneNode(poolId)).state, 'running');
}

test('a node lists its running tasks, and the results of ended ones', async () => {
  const { client } = account;
  const poolId = await poolWithNodes(account, 1);
  const jobId = await jobOn(account, poolId);
  assert.equal((await oneNode(poolId)).recentTasks, undefined);
  await longTask(poolId, jobId, 'long');
  const recent = async (): Promise<unknown> =>
    (await oneNode(poolId)).recentTasks?.map(({ taskId, taskState }) => [taskId, taskState]);
  assert.deepEqual(await recent(), [['long', 'running']]);
  await client.task.terminate(jobId, 'long');
  await taskIn(account, jobId, 'long', 'completed');
  assert.deepEqual(await recent(), [['long', 'completed']]);
});

test('a node returns its properties and runs its start task', async () => {
  const { client } = account;
  const poolId = await poolWithNodes(account, 1, { startTask: { commandLine: '/bin/sh -c "echo ready"' } });
  const node = await oneNode(poolId);
  assert.match(node.id, /^tvmps_[0-9a-f]{64}_d$/);
  assert.equal(node.affinityId, `TVM:${node.id}`);
  assert.equal(node.startTaskInfo?.state, 'completed');
  assert.equal(node.startTaskInfo?.result, 'success');
  assert.equal(node.startTaskInfo?.exitCode, 0);
  const selected = await client.computeNode.get(poolId, node.id, { computeNodeGetOptions: { select: 'id,state' } });
  assert.equal(selected.ipAddress, undefined);
  const filtered = await client.computeNode.list(poolId, {
    computeNodeListOptions: { filter: "state eq 'idle' and startTaskInfo/exitCode eq 0" },
  });
  assert.equal(filtered.length, 1);
  await refuses(client.computeNode.get(poolId, 'nosuchnode'), 404, 'NodeNotFound');
});

test('a node whose start task fails runs no tasks until the start task succeeds', async () => {
  const { client } = account;
  const poolId = await poolWithNodes(account, 0, {
    startTask: { commandLine: '/bin/sh -c "exit 7"', maxTaskRetryCount: 1 },
  });
  await client.pool.resize(poolId, { targetDedicatedNodes: 1 });
  const node = await account.until('start task failed', async () => {
    const [first] = await client.computeNode.list(poolId);
    return first?.state === 'starttaskfailed' ? first : undefined;
  });
  assert.equal(node.startTaskInfo?.exitCode, 7);
  assert.equal(node.startTaskInfo?.retryCount, 1);
  const { code, message, details } = node.startTaskInfo?.failureInfo ?? {};
  assert.deepEqual([code, details], ['FailureExitCode', []]);
  assert.equal(message, 'The task process exited with an unexpected exit code');
  assert.equal(String(node.startTaskInfo?.failureInfo?.category), 'UserError');
  await client.pool.patch(poolId, { startTask: { commandLine: '/bin/true' } });
  await client.computeNode.reboot(poolId, node.id ?? '');
  await nodeIn(poolId, node.id ?? '', 'idle');
});

test('a reboot with requeue reruns the task, and a reboot with terminate ends the task', async () => {
  const { client } = account;
  const poolId = await poolWithNodes(account, 1);
  const jobId = await jobOn(account, poolId);
  const { id } = await oneNode(poolId);
  await longTask(poolId, jobId, 'requeued');
  await client.computeNode.reboot(poolId, id, { nodeRebootOption: 'requeue' });
  assert.equal((await client.computeNode.get(poolId, id)).state, 'rebooting');
  await refuses(client.computeNode.reboot(poolId, id), 409, 'NodeBeingRebooted');
  await taskIn(account, jobId, 'requeued', 'running');
  await client.computeNode.reboot(poolId, id, { nodeRebootOption: 'terminate' });
  const ended = await taskIn(account, jobId, 'requeued', 'completed');
  assert.equal(ended.executionInfo?.result, 'failure');
  assert.equal(ended.executionInfo?.failureInfo?.code, 'TaskEnded');
  await nodeIn(poolId, id, 'idle');
});

test('scheduling is disabled and enabled', async () => {
  const { client } = account;
  const poolId = await poolWithNodes(account, 1);
  const jobId = await jobOn(account, poolId);
  const { id } = await oneNode(poolId);
  await longTask(poolId, jobId, 'one');
  await client.computeNode.disableScheduling(poolId, id, { nodeDisableSchedulingOption: 'taskcompletion' });
  const draining = await client.computeNode.get(poolId, id);
  assert.deepEqual([draining.state, draining.schedulingState], ['running', 'disabled']);
  await refuses(client.computeNode.disableScheduling(poolId, id), 409, 'NodeAlreadyInTargetSchedulingState');
  await client.task.terminate(jobId, 'one');
  await nodeIn(poolId, id, 'offline');
  await client.computeNode.enableScheduling(poolId, id);
  const returning = await client.computeNode.get(poolId, id);
  assert.deepEqual([returning.state, returning.schedulingState], ['offline', 'enabled']);
  await nodeIn(poolId, id, 'idle');
  await refuses(client.computeNode.enableScheduling(poolId, id), 409, 'NodeAlreadyInTargetSchedulingState');
  await longTask(poolId, jobId, 'two');
  await client.computeNode.disableScheduling(poolId, id, { nodeDisableSchedulingOption: 'requeue' });
  await taskIn(account, jobId, 'two', 'active');
  await client.computeNode.enableScheduling(poolId, id);
  await taskIn(account, jobId, 'two', 'running');
});

test('users are added, replaced and deleted', async () => {
  const { client } = account;
  const poolId = await poolWithNodes(account, 1);
  const { id } = await oneNode(poolId);
  await client.computeNode.addUser(poolId, id, { name: 'ada', isAdmin: true, password: 'Correct-horse-7' });
  await refuses(
    client.computeNode.addUser(poolId, id, { name: 'ADA', password: 'Correct-horse-7' }),
    409,
    'NodeUserExists',
  );
  await client.computeNode.updateUser(poolId, id, 'ada', {
    sshPublicKey: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGx0x4p0q2Q6qN3u8aF0b5Qn4F3m0y3r6c1v2b9w8z7y ada',
  });
  await refuses(client.computeNode.updateUser(poolId, id, 'bob', { password: 'x' }), 404, 'NodeUserNotFound');
  await client.computeNode.deleteUser(poolId, id, 'ada');
  await refuses(client.computeNode.deleteUser(poolId, id, 'ada'), 404, 'NodeUserNotFound');
  await refuses(
    client.computeNode.addUser(poolId, id, { name: 'eve', password: 'x', expiryTime: new Date(0) }),
    400,
    'InvalidPropertyValue',
  );
  await refuses(client.computeNode.addUser(poolId, id, { name: '$(x)', password: 'x' }), 400, 'InvalidPropertyValue');
});

test('remote login settings contain a port', async () => {
  const { client } = account;
  const range = { frontendPortRangeStart: 1000, frontendPortRangeEnd: 1100 };
  const inboundNATPools = [{ name: 'ssh', protocol: 'tcp' as const, backendPort: 22, ...range }];
  const isMapped = account.apiVersion === oldVersion;
  const asked = isMapped ? {} : { networkConfiguration: { endpointConfiguration: { inboundNATPools } } };
  const poolId = await poolWithNodes(account, 1, asked);
  const { id } = await oneNode(poolId);
  const settings = await client.computeNode.getRemoteLoginSettings(poolId, id);
  assert.ok(settings.remoteLoginPort > 0);
  assert.match(settings.remoteLoginIPAddress, /^[\d.]+$/);
});

test('nodes in pools of virtual machines can be reimaged since 2024-07-01', async () => {
  const { client } = account;
  const poolId = await poolWithNodes(account, 1);
  const { id } = await oneNode(poolId);
  if (account.apiVersion !== oldVersion) {
    await client.computeNode.reimage(poolId, id);
    assert.equal((await client.computeNode.get(poolId, id)).state, 'reimaging');
    await nodeIn(poolId, id, 'idle');
    return;
  }
  const refusal = await refuses(client.computeNode.reimage(poolId, id), 409, 'OperationNotValidOnNode');
  assert.deepEqual(refusal.body?.values, [
    {
      key: 'Reason',
      value: 'Operation reimage can be invoked only on pools created with cloudServiceConfiguration',
    },
  ]);
});

test('pools of virtual machines have no remote desktop file, and no extensions that were not requested', async () => {
  const { client } = account;
  const poolId = await poolWithNodes(account, 1);
  const { id } = await oneNode(poolId);
  const status = account.apiVersion === oldVersion ? 409 : 404;
  // The client does not read the bodies of streamed answers.
  await refuses(client.computeNode.getRemoteDesktop(poolId, id), status);
  await refuses(client.computeNodeExtension.get(poolId, id, 'absent'), 404);
});

test('node counts, images, applications and extensions are returned', async () => {
  const { client } = account;
  const poolId = await poolWithNodes(account, 2);
  const counts = await client.account.listPoolNodeCounts({
    accountListPoolNodeCountsOptions: { filter: `poolId eq '${poolId}'` },
  });
  assert.equal(counts[0]?.dedicated?.idle, 2);
  assert.equal(counts[0]?.dedicated?.total, 2);
  assert.equal(counts[0]?.lowPriority?.total, 0);
  const images = await client.account.listSupportedImages({
    accountListSupportedImagesOptions: { filter: "osType eq 'linux'" },
  });
  assert.ok(images.length > 0);
  assert.ok(images.every((image) => image.osType === 'linux'));
  assert.ok(Array.isArray(await client.application.list()));
  await refuses(client.application.get('nosuch'), 404, 'ApplicationNotFound');
  const { id } = await oneNode(poolId);
  assert.ok(Array.isArray(await client.computeNodeExtension.list(poolId, id)));
  assert.ok(Array.isArray(await client.pool.listUsageMetrics()));
});
