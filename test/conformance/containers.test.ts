import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { BatchServiceModels } from '@azure/batch';
import { jobOn, poolWithNodes, taskIn, ubuntu } from './account.ts';
import { newVersion, oldVersion } from './rawClient.ts';
import { useSimulated } from './useAccount.ts';

const containerImages = {
  'lab/gone:1': 'notFound',
  'private.example/tool': 'unauthorized',
  'down.example/tool': 'unreachable',
  'lab/homeless': 'noWorkingDirectory',
  'lab/broken': 'noStart',
  'lab/fetched': 'unreachable',
} as const;

const containerPool = {
  virtualMachineConfiguration: {
    ...ubuntu,
    containerConfiguration: { type: 'dockerCompatible', containerImageNames: ['lab/fetched:latest'] },
  },
};

type Settings = BatchServiceModels.TaskContainerSettings;

/** Expected codes from the service's error catalog, `Container*`; undefined if the container starts. */
const fates: readonly (readonly [id: string, settings: Settings, code: string | undefined, state?: string])[] = [
  ['unnamed', { imageName: 'busybox' }, undefined, 'exited'],
  ['fetched', { imageName: 'lab/fetched' }, undefined, 'exited'],
  ['options', { imageName: 'busybox', containerRunOptions: '--rm -e "A=b c"' }, undefined, 'exited'],
  ['own-folder', { imageName: 'lab/homeless', workingDirectory: 'taskWorkingDirectory' }, undefined, 'exited'],
  ['gone', { imageName: 'lab/gone:1' }, 'ContainerInvalidImage'],
  ['no-image', { imageName: 'Not an image' }, 'ContainerInvalidImage'],
  ['unauthorized', { imageName: 'private.example/tool' }, 'ContainerInvalidRegistry'],
  ['unreachable', { imageName: 'down.example/tool:latest' }, 'ContainerInvalidRegistry'],
  ['bad-options', { imageName: 'busybox', containerRunOptions: 'rm "' }, 'ContainerInvalidSettings'],
  [
    'homeless',
    { imageName: 'lab/homeless', workingDirectory: 'containerImageDefault' },
    'ContainerInvalidSettings',
    'created',
  ],
  ['broken', { imageName: 'lab/broken' }, 'ContainerMiscError', 'created'],
];

for (const apiVersion of [oldVersion, newVersion]) {
  describe(`containers in ${apiVersion}`, () => {
    const account = useSimulated({ containerImages, apiVersion });

    test('a task runs in the container of its settings, or fails with the documented code', async () => {
      const jobId = await jobOn(account, await poolWithNodes(account, 2, containerPool));
      await account.client.task.addCollection(
        jobId,
        fates.map(([id, containerSettings]) => ({ id, commandLine: '/bin/sh -c "exit 0"', containerSettings })),
      );
      for (const [id, , code, state] of fates) {
        const { executionInfo } = await taskIn(account, jobId, id, 'completed');
        const { failureInfo, exitCode, containerInfo } = executionInfo ?? {};
        const seen = [id, failureInfo?.code, exitCode, containerInfo?.state];
        assert.deepEqual(seen, [id, code, code === undefined ? 0 : undefined, state]);
        assert.equal(executionInfo?.result, code === undefined ? 'success' : 'failure');
        assert.equal(failureInfo?.category, code === undefined ? undefined : 'UserError');
        assert.equal(containerInfo?.error !== undefined, state === 'created');
        assert.equal(containerInfo === undefined || /^[0-9a-f]{64}$/.test(containerInfo.containerId ?? ''), true);
      }
    });

    test('a running task returns its container, and a task without container settings returns none', async () => {
      const { client } = account;
      const jobId = await jobOn(account, await poolWithNodes(account, 1, containerPool));
      const containerSettings = { imageName: 'busybox' };
      await client.task.add(jobId, { id: 'long', commandLine: 'sleep 600', containerSettings });
      const running = await taskIn(account, jobId, 'long', 'running');
      await account.until('its container runs', async () => {
        const { executionInfo } = await client.task.get(jobId, 'long');
        return executionInfo?.containerInfo?.state === 'running' ? true : undefined;
      });
      assert.equal(running.executionInfo?.exitCode, undefined);
      await client.task.terminate(jobId, 'long');
      const ended = await taskIn(account, jobId, 'long', 'completed');
      assert.equal(ended.executionInfo?.containerInfo?.state, 'exited');
      await client.task.add(jobId, { id: 'plain', commandLine: '/bin/sh -c "exit 0"' });
      assert.equal((await taskIn(account, jobId, 'plain', 'completed')).executionInfo?.containerInfo, undefined);
    });

    test('a start task fails if its image is missing', async () => {
      const { client } = account;
      const startTask = { commandLine: '/bin/sh -c "exit 0"', containerSettings: { imageName: 'lab/gone:1' } };
      const poolId = await poolWithNodes(account, 0, { ...containerPool, startTask });
      await client.pool.resize(poolId, { targetDedicatedNodes: 1 });
      const node = await account.until('a node whose start task failed', async () =>
        (await client.computeNode.list(poolId)).find((one) => one.state === 'starttaskfailed'),
      );
      assert.equal(node.startTaskInfo?.failureInfo?.code, 'ContainerInvalidImage');
    });
  });
}
